import Basics
import TraceLogs
import Traces

/// The step `names`: which ids of added proposals, named by anchors, an earlier log has too, and what they are called
/// then. It reads each log twice, and holds only the ids that anchors name.
package struct NamesPart {
  let plan: PartPlan

  package init(_ plan: PartPlan) { self.plan = plan }

  package func write(to sink: (String) throws -> Void) throws {
    guard plan.logs.count > 1 else { return }
    var asked: [Set<ByteText>] = []
    var sources: [String] = []
    for path in plan.logs {
      let log = try readTrace(path).log
      asked.append(log.addedAndNamed)
      sources.append(unusedName(log.sources.first?.name ?? "", sources))
    }
    let held = try holders(of: asked)
    for (number, ids) in asked.enumerated() {
      for id in ids.map(\.text).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      where held[ByteText(id)].map({ $0 < number }) ?? false {
        let name = "\(sources[number])/\(id)"
        guard held[ByteText(name)] == nil else { throw PartFault.nameTaken(name) }
        try sink(line(number, id, name))
      }
    }
  }

  /// The first log that has each of the ids, or of the names that they could get.
  private func holders(of asked: [Set<ByteText>]) throws -> [ByteText: Int] {
    let all = asked.reduce(into: Set<ByteText>()) { $0.formUnion($1) }
    var held: [ByteText: Int] = [:]
    for (number, path) in plan.logs.enumerated() {
      let log = try readTrace(path).log
      for proposal in 0..<log.proposals.count {
        let text = log.proposals.id[proposal]
        let id = ByteText(text)
        if held[id] == nil, all.contains(id) || text.utf8.contains(UInt8(ascii: "/")) { held[id] = number }
      }
    }
    return held
  }

  /// As appending calls a source whose name an earlier one has.
  private func unusedName(_ name: String, _ taken: [String]) -> String {
    let taken = Set(taken)
    guard taken.contains(name) else { return name }
    return (2...).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) } ?? name
  }

  private func line(_ log: Int, _ id: String, _ name: String) -> String {
    var text = PartText(.renamed)
    text.add("log", log)
    text.add("id", id)
    text.add("name", name)
    return text.line
  }
}

extension TraceLog {
  /// Ids of additions that an anchor of this log names, but for those that items have.
  fileprivate var addedAndNamed: Set<ByteText> {
    var named = Set<ByteText>()
    for proposal in 0..<proposals.count {
      let anchor = symbols[Int(proposals.anchor[proposal])]
      if let id = TraceLog.named(by: anchor, isAdd: proposals.type[proposal] == .add) {
        named.insert(ByteText(id))
      }
    }
    var added = Set<ByteText>()
    for proposal in 0..<proposals.count where proposals.type[proposal] == .add {
      let id = ByteText(proposals.id[proposal])
      if named.contains(id) { added.insert(id) }
    }
    return added.subtracting(items.map { ByteText($0.id) })
  }
}
