import Foundation

/// Writes valid logs that use every freedom the format leaves: order of fields, white space, escapes, kinds
/// and fields nobody knows, blank lines, line ends.
struct RandomLog {
  var random: SplitMix
  var lines: [String] = []
  var batches: [Int] = []
  private var epochs: [Int] = []
  var proposals: [String] = []
  var anchors: [String] = []
  private var items: [String] = []
  private var labelled = Set<String>()
  private var calls: [Int: Set<Int>] = [:]
  private let dimension: Int
  var compounds = 0

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    dimension = Int(seed % 3)
  }

  static func text(seed: UInt64, records: Int) -> String {
    var log = RandomLog(seed: seed)
    if seed % 2 == 0 { log.header() }
    for _ in 0..<records { log.anyRecord() }
    return log.assembled()
  }

  private mutating func assembled() -> String {
    let bom = chance(0.2) ? "\u{FEFF}" : ""
    var text = bom
    for line in lines {
      text += line + (chance(0.1) ? "\r\n" : "\n")
      if chance(0.05) { text += chance(0.5) ? "\n" : " \t\n" }
    }
    return chance(0.2) && text.hasSuffix("\n") ? String(text.unicodeScalars.dropLast()) : text
  }

  private mutating func anyRecord() {
    switch Int.random(in: 0..<40, using: &random) {
    case 0...2: batch()
    case 3...4: item()
    case 5...19: proposal()
    case 20...27: scores()
    case 28: applied()
    case 29...33: task()
    case 34: evaluation()
    case 35: label()
    case 36: compounds.isMultiple(of: 2) ? merge() : bundle()
    case 37: vote()
    default: lines.append(object([("kind", "\"comet\""), ("tail", "[1,{\"a\":null}]")]))
    }
  }

  // MARK: Kinds

  private mutating func header() {
    var fields = [("kind", "\"header\""), ("format", "\"maa-trace\""), ("version", "1")]
    if chance(0.5) { fields.append(("source", string())) }
    if chance(0.5) { fields.append(("seed", "\(Int.random(in: -9...9, using: &random))")) }
    if chance(0.5) { fields.append(("range", "[-1e6,1e6]")) }
    lines.append(object(fields))
  }

  private mutating func batch() {
    var number = Int.random(in: -5...5000, using: &random)
    while batches.contains(number) { number += 1 }
    batches.append(number)
    var fields = [("kind", "\"batch\""), ("batch", "\(number)")]
    if chance(0.5) {
      epochs.append(batches.count)
      fields.append(("epoch", "\(batches.count)"))
    }
    if chance(0.3) { fields.append(("label", string())) }
    if chance(0.3) { fields.append(("tasks", chance(0.5) ? "32" : "null")) }
    if chance(0.3) { fields.append(("time", "\"2026-06-18T10:00:00Z\"")) }
    lines.append(object(fields))
  }

  private mutating func item() {
    let id = newID("m")
    items.append(id)
    anchors.append(id)
    lines.append(object([("kind", "\"item\""), ("id", quoted(id)), ("content", string())]))
  }

  private mutating func proposal() {
    guard let batch = batches.randomElement(using: &random) else { return self.batch() }
    let id = newID("p")
    var fields = [("kind", "\"proposal\""), ("batch", "\(batch)"), ("id", quoted(id))]
    if let anchor = anchors.randomElement(using: &random), chance(0.6) {
      fields.append(("type", chance(0.1) ? "\"delete\"" : "\"modify\""))
      fields.append(("anchor", quoted(anchor)))
    } else {
      fields.append(("type", "\"add\""))
      let place = anchors.randomElement(using: &random).map { "after:" + $0 } ?? "head"
      if chance(0.7) { fields.append(("anchor", quoted(chance(0.5) ? place : "tail"))) }
      anchors.append(id)
    }
    fields.append(("content", string()))
    if chance(0.5) { fields.append(("reason", string())) }
    if dimension > 0 && chance(0.5) { fields.append(("vector", vector())) }
    proposals.append(id)
    lines.append(object(fields))
  }

  private mutating func vector() -> String {
    "[" + (0..<dimension).map { _ in number() }.joined(separator: " , ") + "]"
  }

  private mutating func scores() {
    guard let batch = batches.randomElement(using: &random) else { return }
    var call = Int.random(in: 0..<4, using: &random)
    while !calls[batch, default: []].insert(call).inserted {
      call = Int.random(in: -99...999, using: &random)
    }
    let ids = Set((0..<4).compactMap { _ in proposals.randomElement(using: &random) }).sorted()
    let entries = ids.map { (key: $0, value: number()) }
    let u = "{" + entries.map { "\(quoted($0.key)) : \($0.value)" }.joined(separator: ",") + "}"
    lines.append(
      object([
        ("kind", "\"scores\""), ("batch", "\(batch)"), ("call", "\(call)"), ("baseline", number()), ("u", u),
      ]))
  }

  private mutating func applied() {
    guard let batch = batches.randomElement(using: &random), let id = proposals.randomElement(using: &random)
    else { return }
    lines.append(object([("kind", "\"applied\""), ("batch", "\(batch)"), ("id", quoted(id))]))
  }

  private mutating func task() {
    guard let batch = batches.randomElement(using: &random) else { return }
    var fields = [("kind", "\"task\""), ("batch", "\(batch)"), ("task", string()), ("outcome", number())]
    let used = (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in
      items.randomElement(using: &random)
    }
    if chance(0.7) { fields.append(("items", "[" + used.map(quoted).joined(separator: ", ") + "]")) }
    if chance(0.5) { fields.append(("scene", chance(0.5) ? "\"heat\"" : string())) }
    if lines.count % 3 == 0 { fields.append(("arm", chance(0.5) ? "\"heat\"" : "null")) }
    if lines.count % 5 == 0 { fields += draws(beside: used) }
    lines.append(object(fields))
  }

  /// One item of each kind: the slow reader forgets the order of objects.
  private func draws(beside used: [String]) -> [(String, String)] {
    let free = items.sorted().first { !used.contains($0) }
    var fields: [(String, String)] = []
    if let free { fields.append(("held", "[\(quoted(free))]")) }
    let one = free ?? used.first ?? "x"
    fields.append(("propensity", lines.count % 10 == 0 ? "0.25" : "{\(quoted(one)):0.5}"))
    if lines.count % 15 == 0 { fields.append(("relevance", "{\(quoted(one)):-1.5}")) }
    return fields
  }

  private mutating func evaluation() {
    guard let epoch = epochs.randomElement(using: &random) else { return batch() }
    lines.append(
      object([("kind", "\"eval\""), ("epoch", "\(epoch)"), ("split", "\"val\""), ("score", number())]))
  }

  private mutating func label() {
    guard let id = proposals.randomElement(using: &random), labelled.insert(id).inserted else { return }
    var fields = [("kind", "\"label\""), ("id", quoted(id))]
    if chance(0.5) { fields.append(("same_as", string())) }
    if chance(0.5) { fields.append(("effect", number())) }
    if chance(0.5) { fields.append(("class", "\"stable\"")) }
    lines.append(object(fields))
  }

  // MARK: Texts and numbers

  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }

  mutating func newID(_ prefix: String) -> String {
    let decorations = ["", "é", "\"", "\\", " ", "日本", "\u{0}", "a long name that goes on and on "]
    let decoration = decorations.randomElement(using: &random) ?? ""
    return "\(prefix)\(decoration)\(proposals.count + items.count)"
  }

  mutating func string() -> String {
    let pieces = [
      "check the sink", "ü", "\n", "\t", "\u{1F600}", "\"quoted\"", "\\", "/", "\u{7F}", "\u{0}", "e\u{301}",
      String(repeating: "long ", count: 40),
    ]
    let count = Int.random(in: 0...4, using: &random)
    return quoted((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: " "))
  }

  /// A JSON string of `text`; sometimes everything in it is escaped.
  func quoted(_ text: String) -> String {
    let escapesAll = text.utf8.count % 5 == 3
    let units = text.utf16.map { unit -> String in
      if escapesAll || unit < 0x20 { return String(format: "\\u%04x", unit) }
      if unit == 0x22 || unit == 0x5C { return "\\" + String(UnicodeScalar(UInt8(unit))) }
      return ""
    }
    if units.contains("") == false { return "\"" + units.joined() + "\"" }
    let scalars = text.unicodeScalars.map { scalar -> String in
      if scalar.value < 0x20 { return String(format: "\\u%04x", scalar.value) }
      return scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
    }
    return "\"" + scalars.joined() + "\""
  }

  mutating func number() -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: "\(Int.random(in: -1000...1000, using: &random))"
    case 1: "\(Double.random(in: -1...1, using: &random))"
    case 2: "\(Int.random(in: 0...99, using: &random))e\(Int.random(in: -3...3, using: &random))"
    case 3: "-0.0"
    case 4: "\(Float.random(in: 0...100, using: &random))"
    default: "\(Int.random(in: 0...99, using: &random)).0E+1"
    }
  }

  mutating func object(_ fields: [(String, String)]) -> String {
    var fields = fields
    if chance(0.1) { fields.append(("extra", "{\"id\":[\"x\",{}],\"deep\":[[[[1]]]]}")) }
    if chance(0.1) { fields.append(("an unknown field", "\"} ] ,\"")) }
    if chance(0.5) { fields.shuffle(using: &random) }
    let colon = chance(0.2) ? " : " : ":"
    let comma = chance(0.2) ? " ,\t" : ","
    let body = fields.map { quoted($0.0) + colon + $0.1 }.joined(separator: comma)
    return (chance(0.1) ? "  " : "") + "{" + body + "}"
  }
}
