import Basics
import Identity
import TraceLogs

/// Operations that may have come into the log to do harm, after the attacks of MemoryGraft (arXiv 2512.16962) and the
/// defence of A-MemGuard (arXiv 2510.02373): what they do in scores first, what they say second. Everything found is a
/// suspicion with its reason.
public struct GuardFindings: Sendable {
  /// The strongest first; of equals the older unit, then in the order of the signs.
  public let all: [GuardFinding]
  public let unitCount: Int

  /// Complexity: O(observations + words + tasks), and O(words) for each of at most 64 trusted texts that begin or end as
  /// another one does.
  package init(_ material: GuardMaterial, pulse: Pulse = .silent) throws {
    let units = material.partition.unitCount
    let proposals = GuardFindings.proposals(material)
    let (votes, outcomes) = (VoteTally.all(material), try OutcomeSigns(material.log, pulse: pulse))
    let copies = try GuardFindings.copies(material, pulse)
    let applied = Set(material.log.applied.map(\.proposal))
    var found: [GuardFinding] = []
    for unit in 0..<units {
      if unit % 256 == 0 { try pulse.beat("guarding", unit, units) }
      let texts = material.partition.members(of: unit).map(material.content)
      let items = material.log.items(
        writtenBy: proposals[unit].filter { applied.isEmpty || applied.contains($0) })
      let signs = [
        material.trigger(unit), material.graft(unit, texts: texts, copies),
        material.injection(unit, texts: texts), material.votes(unit, votes[unit]),
        material.burst(unit, proposals: proposals[unit]), material.rewording(unit),
        outcomes.finding(unit, items: items),
      ]
      found += signs.compactMap { $0 }.filter { $0.strength > 0 }
    }
    unitCount = units
    all = found.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return a.strength != b.strength ? a.strength > b.strength : left.offset < right.offset
    }.map(\.element)
  }

  /// What is worth a look.
  public var alarms: [GuardFinding] { all.filter(\.isAlarm) }

  /// How many units have an alarm.
  public var alarmedUnits: Int { Set(alarms.map(\.unit)).count }

  private static func proposals(_ material: GuardMaterial) -> [[Int32]] {
    var proposals = [[Int32]](repeating: [], count: material.partition.unitCount)
    for proposal in 0..<material.log.proposals.count {
      let unit = material.partition.unitOf[Int(material.operations.ofProposal[proposal])]
      proposals[Int(unit)].append(Int32(proposal))
    }
    return proposals
  }

  /// The bank that the log begins with, and units that scores speak for.
  private static func copies(_ material: GuardMaterial, _ pulse: Pulse) throws -> NearCopies {
    var copies = NearCopies()
    for (place, item) in material.log.items.enumerated() where item.since == 0 {
      if place % 256 == 0 { try pulse.beat("reading items", place, material.log.items.count) }
      copies.add(item.content, unit: -1)
    }
    for unit in 0..<material.partition.unitCount where material.isTrusted(unit) {
      if unit % 256 == 0 { try pulse.beat("reading units", unit, material.partition.unitCount) }
      copies.add(material.content(of: material.partition.founder[unit]), unit: unit)
    }
    return copies
  }
}

extension TraceLog {
  /// What these proposals write: an addition bears the id of its proposal.
  fileprivate func items(writtenBy proposals: [Int32]) -> [String] {
    var items: [String] = []
    for proposal in proposals.map({ Int($0) }) {
      switch self.proposals.type[proposal] {
      case .add: items.append(self.proposals.id[proposal])
      case .modify: items.append(symbols[Int(self.proposals.anchor[proposal])])
      case .merge, .bundle: break
      }
    }
    var seen: Set<ByteText> = []
    return items.filter { seen.insert(ByteText($0)).inserted }
  }
}
