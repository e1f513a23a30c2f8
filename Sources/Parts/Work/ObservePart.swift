import TraceLogs

/// The step `observe`: the observations of units, from all that their wordings were scored. An input holds some units whole.
package struct ObservePart {
  package init() {}

  package func write(_ input: PartInput, to sink: (String) throws -> Void) throws {
    var units: [Fingerprint: PartUnit] = [:]
    var scores: [Fingerprint: [PartPlace: PartScore]] = [:]
    try input.forEach { record in
      switch record.kind {
      case .unit: try ObservePart.take(try PartUnit(record), in: &units)
      case .score:
        let score = try PartScore(record)
        scores[score.fingerprint, default: [:]][score.batch] = score
      default: throw PartFault.unexpected(line: record.line, record: record.kind.rawValue, step: "observe")
      }
    }
    if let stray = scores.keys.filter({ units[$0] == nil }).min() {
      throw PartFault.contradiction("a score is of a wording that is not in this input: \(stray.hex(8))")
    }
    let members = Dictionary(grouping: units.values, by: \.unit)
    for unit in try members.values.map(ObservePart.whole).sorted(by: { $0.face.at < $1.face.at }) {
      try sink(observed(unit, scores).line)
    }
  }

  private static func take(_ unit: PartUnit, in units: inout [Fingerprint: PartUnit]) throws {
    guard let known = units.updateValue(unit, forKey: unit.fingerprint) else { return }
    guard known.unit == unit.unit else {
      throw PartFault.contradiction("\(unit.fingerprint.hex(8)) is in two units")
    }
  }

  /// A unit's members in the order of the logs.
  private struct WholeUnit {
    let name: Fingerprint
    let face: PartFace
    let members: [PartUnit]
  }

  private static func whole(_ members: [PartUnit]) throws -> WholeUnit {
    guard let name = members.first?.unit, let face = members.lazy.compactMap(\.face).first else {
      throw PartFault.contradiction("a unit stands here without its founder: \(members[0].unit.hex(8))")
    }
    return WholeUnit(name: name, face: face, members: members.sorted { $0.at < $1.at })
  }

  /// Sums go wording by wording in the order of the logs, as in one process.
  private func observed(_ unit: WholeUnit, _ scores: [Fingerprint: [PartPlace: PartScore]]) -> PartObserved {
    var sums: [PartPlace: (sum: Double, count: Int)] = [:]
    for member in unit.members {
      for (batch, score) in scores[member.fingerprint] ?? [:] {
        let known = sums[batch, default: (0, 0)]
        sums[batch] = (known.sum + score.sum, known.count + score.count)
      }
    }
    let batches = sums.keys.sorted()
    return PartObserved(
      unit: unit.name, face: unit.face, wordings: unit.members.count, batches: batches,
      deltas: batches.map { batch in sums[batch].map { $0.sum / Double($0.count) } ?? 0 })
  }
}
