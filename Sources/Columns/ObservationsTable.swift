import Analyses
import Basics
import Identity
import Scoring
import Tables
import TraceLogs

/// Observations unit by unit, each unit's in the order of time.
private struct ObservationSource {
  let units: UnitSource
  let observations: Observations
  /// The unit of each observation.
  let unit: [Int32]

  init(_ analysis: Analysis) throws {
    units = try UnitSource(analysis)
    let observations = try analysis.observations()
    self.observations = observations
    var unit: [Int32] = []
    unit.reserveCapacity(observations.count)
    for number in 0..<units.partition.unitCount {
      for _ in observations.range(of: number) { unit.append(Int32(number)) }
    }
    self.unit = unit
  }

  /// What was accumulated after each observation.
  func paths() throws -> [Double] {
    var paths: [Double] = []
    paths.reserveCapacity(observations.count)
    let (accumulator, count) = (try units.analysis.accumulator(), units.partition.unitCount)
    for unit in 0..<count {
      if unit % 1_024 == 0 { try units.analysis.pulse.beat("accumulating", unit, count) }
      paths += trajectory(of: unit, in: observations, accumulator: accumulator)
    }
    return paths
  }
}

extension StudyTable {
  package static let observations = StudyTable(
    "observations", "every observation of every unit: its mean delta in a batch",
    of: { try ObservationSource($0) },
    count: { $0.observations.count }, observationFields)

  private static let observationFields: [StudyColumn<ObservationSource>] = [
    .text("unit", "the unit's number, such as U12") { source in
      let names = source.units.partition.founder.indices.map { Cell.text(unitName($0)) }
      return { names[Int(source.unit[$0])] }
    },
    .text("name", "fingerprint of its first wording") { source in
      // A name is looked for once, not for each observation.
      let names = source.units.partition.founder.map { source.units.name($0) }
      return { names[Int(source.unit[$0])] }
    },
    .integer("step", "the batch's place in time, from 1") { source in
      { .integer(Int(source.observations.batch[$0]) + 1) }
    },
    .integer("batch", "the batch's number in the log") { source in
      { .integer(source.units.trace.batches[Int(source.observations.batch[$0])].number) }
    },
    .integer("n", "the unit's observations up to this one") { source in
      { .integer($0 - source.observations.range(of: Int(source.unit[$0])).lowerBound + 1) }
    },
    .real("delta", "the unit's mean delta in the batch") { source in
      { .number(source.observations.delta[$0], places: 2) }
    },
    .real("mhat", "what was accumulated by then") { source in
      let paths = try source.paths()
      return { .number(paths[$0], places: 2) }
    },
    .flag("shared", "whether it holds a share of what a bundle was scored; such a one certifies nothing") {
      source in
      let shared = try SharedObservations(source.units.analysis)
      return { .flag(shared.isShared($0)) }
    },
  ]
}
