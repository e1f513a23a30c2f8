import Accumulation

/// A log as somebody has it in their first hour: thirty operations, of which six help and five harm, four pairs say opposite
/// things, three pairs are alike and are not, and five do nothing. Every edit is proposed and scored in every batch, in one
/// of its wordings, with noise of four points.
package struct FirstHourWorld {
  package struct Planted {
    package let id: String
    package let effect: Double
    package let wordings: [String]
    package let type: String
    package let anchor: String
    /// One of a pair that reads much like another.
    package let isPaired: Bool
  }

  package private(set) var planted: [Planted] = []
  package private(set) var log = ""
  private var random: Randomness

  package init(seed: UInt64, batches: Int) {
    random = Randomness(seed: seed)
    for (place, forms) in FirstHourWorld.helping.enumerated() { plant(forms, near(5), place: place) }
    for (place, forms) in FirstHourWorld.harming.enumerated() { plant(forms, near(-5), place: place + 6) }
    for (place, pair) in FirstHourWorld.opposites.enumerated() {
      plantPair(pair, place: place, opposite: true)
    }
    for (place, pair) in FirstHourWorld.alike.enumerated() {
      plantPair(pair, place: place + 4, opposite: false)
    }
    for (place, form) in FirstHourWorld.idle.enumerated() { plant([form], 0, place: place + 2) }
    write(batches)
  }

  private mutating func near(_ mean: Double) -> Double { mean + random.normal() }

  private mutating func plant(_ forms: [String], _ effect: Double, place: Int) {
    add(forms.map { FirstHourWorld.filled($0, things()) }, effect, self.place(place), paired: false)
  }

  private mutating func plantPair(_ pair: [String], place: Int, opposite: Bool) {
    let (things, effect) = (things(), abs(near(5)))
    let sign = random.uniform() < 0.5 ? 1.0 : -1.0
    let key = self.place(place)
    add([FirstHourWorld.filled(pair[0], things)], opposite ? sign * effect : effect, key, paired: true)
    add([FirstHourWorld.filled(pair[1], things)], opposite ? -sign * effect : 0, key, paired: true)
  }

  private mutating func add(
    _ wordings: [String], _ effect: Double, _ key: (type: String, anchor: String), paired: Bool
  ) {
    planted.append(
      Planted(
        id: "X\(planted.count + 1)", effect: effect, wordings: wordings, type: key.type, anchor: key.anchor,
        isPaired: paired))
  }

  private mutating func things() -> [String] {
    let first = random.below(FirstHourWorld.places.count)
    let second = (first + 1 + random.below(FirstHourWorld.places.count - 1)) % FirstHourWorld.places.count
    return [FirstHourWorld.places[first], FirstHourWorld.places[second]]
  }

  private func place(_ index: Int) -> (type: String, anchor: String) {
    switch index % 3 {
    case 0: ("add", "tail")
    case 1: ("add", "head")
    default: ("modify", "m\(1 + index % 10)")
    }
  }

  private static func filled(_ form: String, _ things: [String]) -> String {
    form.replacing("{0}", with: things[0]).replacing("{1}", with: things[1])
  }

  private mutating func write(_ batches: Int) {
    var lines = [#"{"kind":"header","format":"maa-trace","version":1,"range":[0,100]}"#]
    for item in 1...10 {
      lines.append(#"{"kind":"item","id":"m\#(item)","content":"Standing advice number \#(item)."}"#)
    }
    for batch in 1...batches { lines += self.batch(batch) }
    log = lines.joined(separator: "\n") + "\n"
  }

  private mutating func batch(_ batch: Int) -> [String] {
    var lines = [#"{"kind":"batch","batch":\#(batch)}"#]
    let baseline = 60 + 6 * random.normal()
    var scores: [String] = []
    for operation in planted {
      let id = "b\(batch)\(operation.id.lowercased())"
      let text = operation.wordings[random.below(operation.wordings.count)]
      lines.append(
        #"{"kind":"proposal","batch":\#(batch),"id":"\#(id)","type":"\#(operation.type)","anchor":"\#(operation.anchor)","content":"\#(text)"}"#
      )
      let value = baseline + operation.effect + 4 * random.normal()
      scores.append("\"\(id)\":\(min(100, max(0, value)))")
    }
    lines.append(
      #"{"kind":"scores","batch":\#(batch),"call":0,"baseline":\#(min(100, max(0, baseline))),"u":{\#(scores.joined(separator: ","))}}"#
    )
    return lines
  }

  private static let places = [
    "drawer", "shelf", "microwave", "fridge", "sink", "oven", "cabinet", "desk", "lamp", "basket", "counter",
    "toaster", "safe", "sofa", "bed", "stove",
  ]
  private static let helping = [
    ["Open every closed {0} before you leave the room.", "Before leaving the room, open each closed {0}."],
    [
      "Say which object is missing, then look for it at the {0}.",
      "Name the missing object first and search the {0} for it.",
    ],
    [
      "Write the plan down in three lines when the {0} is far.",
      "If the {0} is far away, write a plan of three lines.",
    ],
    [
      "Put the object you carry on the {0} before taking another.",
      "Set down what you hold at the {0} before you pick up more.",
    ],
    [
      "Check that the {0} is clean before the task ends.",
      "Make sure the {0} is clean at the end of the task.",
    ],
    ["Read the label of each tin next to the {0}.", "Look at labels of tins standing by the {0}."],
  ]
  private static let harming = [
    ["Wait ten steps beside the {0} before acting.", "Stay by the {0} for ten steps, then act."],
    [
      "Guess the place of the key instead of searching the {0}.",
      "Do not search the {0}: guess where the key is.",
    ],
    [
      "Repeat the last command whenever the {0} is closed.",
      "When the {0} is closed, issue the last command again.",
    ],
    ["Carry three objects at once past the {0}.", "Take three objects together when passing the {0}."],
    ["Skip verification of the {0} to save time.", "Save time by not verifying the {0}."],
  ]
  private static let opposites = [
    ["Search the {0} before the {1}.", "Search the {1} before the {0}."],
    ["Always close the {0} after looking inside.", "Never close the {0} after looking inside."],
    ["Take at most 2 steps near the {0}.", "Take at most 9 steps near the {0}."],
    ["Heat food in the {0} before cleaning the {1}.", "Heat food in the {1} before cleaning the {0}."],
  ]
  private static let alike = [
    ["Use the cloth to wipe the {0} slowly.", "Use the cloth to wipe the {1} slowly."],
    ["Ask the user which {0} is meant here.", "Ask the user which {1} is meant here."],
    ["Return to the {0} after each failed attempt.", "Return to the {1} after each failed attempt."],
  ]
  private static let idle = [
    "Mention the {0} in the first sentence.", "Count the objects on the {0} aloud.",
    "Describe the colour of the {0}.",
    "Greet the user near the {0}.", "Number the steps that involve the {0}.",
  ]
}
