/// Advice for a robot in a household and for an agent that shops.
extension Grammar {
  private static let places = [
    "microwave", "fridge", "sink", "oven", "top shelf", "lower drawer", "cabinet", "countertop",
    "dining table",
    "coffee table", "desk", "sofa", "bed", "dresser", "bin", "toaster", "bathtub", "side table", "safe",
    "hallway",
    "pantry", "window sill", "laundry basket",
  ]
  private static let objects = [
    "mug", "plate", "knife", "apple", "tomato", "egg", "loaf of bread", "pan", "kettle", "spoon", "newspaper",
    "pillow", "key", "watch", "candle", "soap bar", "towel", "laptop", "remote control", "vase", "book",
    "potato",
    "bottle", "cloth", "box", "pencil",
  ]
  private static let counts = (2...20).map(String.init)

  static let household = [
    Advice(
      verbs: ["check", "search", "inspect"],
      frames: [
        "{v} the {0} before the {1} when you look for the {2}",
        "when you look for the {2}, {v} the {0} before the {1}",
        "to find the {2}, {v} the {0} first and the {1} afterwards",
        "{v} the {0} first and only then the {1} if the {2} is what you need",
      ], gaps: [places, places, objects]),
    Advice(
      verbs: ["move on", "go on", "switch"],
      frames: [
        "if the {2} is not in the {0}, {v} to the {1} at once",
        "{v} to the {1} at once if the {2} is not in the {0}",
        "when the {0} holds no {2}, {v} to the {1} without delay",
        "{v} to the {1} as soon as the {0} turns out to hold no {2}",
      ], gaps: [places, places, objects]),
    Advice(
      verbs: ["leave", "abandon", "give up on"],
      frames: [
        "after {2} failed attempts with the {0}, {v} the {1}",
        "{v} the {1} after {2} failed attempts with the {0}",
        "once {2} attempts with the {0} have failed, {v} the {1}",
        "{v} the {1} when the {0} has failed you in {2} attempts",
      ], gaps: [objects, places, counts]),
  ]

  private static let goods = [
    "running shoes", "desk lamps", "rain jackets", "phone cases", "coffee grinders", "yoga mats", "backpacks",
    "headphones",
    "curtains", "garden hoses", "tea sets", "office chairs", "sunglasses", "bicycle lights", "wool scarves",
    "board games",
    "water filters", "wall clocks", "cutting boards", "travel pillows", "hiking socks", "picture frames",
  ]
  private static let filters = [
    "price", "colour", "size", "material", "brand", "rating", "delivery date", "seller", "weight", "warranty",
    "style", "discount", "country of origin",
  ]

  static let shopping = [
    Advice(
      verbs: ["set", "apply", "choose"],
      frames: [
        "{v} the {0} filter before the {1} filter when shopping for {2}",
        "when shopping for {2}, {v} the {0} filter before the {1} filter",
        "for {2}, {v} the {0} filter first and the {1} filter next",
        "{v} the filter for {0} first, then the one for {1}, if {2} are wanted",
      ], gaps: [filters, filters, goods]),
    Advice(
      verbs: ["compare", "weigh", "look over"],
      frames: [
        "{v} the {0} of at least {1} offers before buying {2}",
        "before buying {2}, {v} the {0} of at least {1} offers",
        "buy {2} only after you {v} the {0} of {1} offers or more",
        "if {2} are to be bought, {v} the {0} of no fewer than {1} offers",
      ], gaps: [filters, counts, goods]),
    Advice(
      verbs: ["ignore", "skip", "pass over"],
      frames: [
        "{v} search results beyond page {1} when the {0} of {2} matters",
        "when the {0} of {2} matters, {v} search results beyond page {1}",
        "if you care about the {0} of {2}, {v} whatever comes after results page {1}",
        "{v} results after page {1} as long as {2} are judged by {0}",
      ], gaps: [filters, counts, goods]),
  ]
}
