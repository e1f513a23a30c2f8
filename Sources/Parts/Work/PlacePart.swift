import Basics
import Identity
import Studies
import TraceLogs

/// The step `place`: units of all wordings of some keys, from the pairs that reach tau. Keys that rulings bring together
/// must stand in one input. What is looked up here is what one process would compare, so the units are the same.
package struct PlacePart {
  let plan: PartPlan

  package init(_ plan: PartPlan) { self.plan = plan }

  package func write(_ input: PartInput, rulings: [PartRecord], to sink: (String) throws -> Void) throws {
    var wordings = PartWordings()
    var pairs: [PartPair] = []
    try input.forEach { record in
      switch record.kind {
      case .wording: wordings.take(try PartWording(record))
      case .pair: pairs.append(try PartPair(record))
      default: throw PartFault.unexpected(line: record.line, record: record.kind.rawValue, step: "place")
      }
    }
    let all = wordings.all
    let operations = Operations(log: log(of: all), fingerprints: all.map(\.fingerprint))
    let decisions = try rulings.first { $0.kind == .rulings }.map { try Decisions($0) } ?? Decisions()
    let partition = try Leader.partition(
      operations, constraints: Constraints(decisions, for: operations), tau: plan.settings.tau,
      index: GivenLeaders(pairs, all, plan.settings.tau), candidateLimit: 1)
    for (operation, wording) in all.enumerated() {
      let founder = Int(partition.founder[Int(partition.unitOf[operation])])
      try sink(PartUnit(wording, founder: all[founder]).line)
    }
  }

  /// Wordings as the proposals of a log, for their keys.
  private func log(of wordings: [PartWording]) -> TraceLog {
    var log = TraceLog()
    var symbols: [ByteText: Int32] = [:]
    for wording in wordings {
      let anchor = ByteText(wording.anchor)
      let symbol = symbols[anchor] ?? Int32(truncatingIfNeeded: log.symbols.count)
      if symbols.updateValue(symbol, forKey: anchor) == nil { log.symbols.append(wording.anchor) }
      log.proposals.batch.append(0)
      log.proposals.type.append(wording.type)
      log.proposals.anchor.append(symbol)
    }
    return log
  }
}

/// Looks leaders up among pairs that were compared elsewhere. A pair may be given more than once.
private struct GivenLeaders: LeaderIndex {
  private var olderOf: [[Close]]
  private var leads: [Bool]

  init(_ pairs: [PartPair], _ wordings: [PartWording], _ tau: Cosine) throws {
    var numbers: [Fingerprint: Int32] = [:]
    for (number, wording) in wordings.enumerated() {
      numbers[wording.fingerprint] = Int32(truncatingIfNeeded: number)
    }
    olderOf = Array(repeating: [], count: wordings.count)
    leads = Array(repeating: false, count: wordings.count)
    for pair in pairs where pair.cosine >= tau {
      guard let a = numbers[pair.first], let b = numbers[pair.second] else {
        throw PartFault.contradiction(
          "a pair names a wording that is not in this input: \(pair.first.hex(8))")
      }
      olderOf[Int(max(a, b))].append(Close(leader: min(a, b), cosine: pair.cosine))
    }
    for number in olderOf.indices { olderOf[number].sort { $0.leader < $1.leader } }
  }

  func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    olderOf[Int(operation)].filter { leads[Int($0.leader)] }
  }

  mutating func add(_ operation: Int32) { leads[Int(operation)] = true }
}
