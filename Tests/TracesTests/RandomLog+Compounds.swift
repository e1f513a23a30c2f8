/// Merges, bundles and votes.
extension RandomLog {
  mutating func merge() {
    let items = some(of: anchors)
    guard let batch = batches.randomElement(using: &random), items.count > 1 else { return }
    lines.append(
      object([
        ("kind", "\"merge\""), ("batch", "\(batch)"), ("id", quoted(nextID())), ("items", list(items)),
        ("content", string()), ("reason", chance(0.5) ? string() : "null"),
      ]))
  }

  mutating func bundle() {
    let members = some(of: proposals.filter { !$0.hasPrefix("x") })
    guard let batch = batches.randomElement(using: &random), members.count > 1 else { return compounds += 1 }
    lines.append(
      object([
        ("kind", "\"bundle\""), ("batch", "\(batch)"), ("id", quoted(nextID())), ("of", list(members)),
        ("baseline", number()), ("u", number()),
      ]))
  }

  mutating func vote() {
    guard let batch = batches.randomElement(using: &random), let item = anchors.randomElement(using: &random),
      let id = proposals.randomElement(using: &random)
    else { return }
    var fields = [
      ("kind", "\"vote\""), ("batch", "\(batch)"), chance(0.5) ? ("id", quoted(id)) : ("item", quoted(item)),
    ]
    if chance(0.8) { fields.append(("helpful", "\(Int.random(in: 0...9, using: &random))")) }
    if chance(0.8) { fields.append(("harmful", "\(Int.random(in: 0...9, using: &random))")) }
    if chance(0.5) { fields.append(("by", string())) }
    lines.append(object(fields))
  }

  private mutating func some(of ids: [String]) -> [String] {
    Array(
      Set((0..<4).compactMap { _ in ids.randomElement(using: &random) }).sorted().shuffled(using: &random))
  }

  private mutating func nextID() -> String {
    let id = newID(compounds.isMultiple(of: 2) ? "g" : "x")
    compounds += 1
    proposals.append(id)
    return id
  }

  private func list(_ ids: [String]) -> String { "[" + ids.map(quoted).joined(separator: ",") + "]" }
}
