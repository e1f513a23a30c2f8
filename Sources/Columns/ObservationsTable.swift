import Analyses
import Basics
import Identity
import Query
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
    let (accumulator, count) = (try units.analysis.accumulator(), units.partition.unitCount)
    try units.analysis.pulse.beat("accumulating", 0, count)
    let workers = units.analysis.workers
    let parts = workers.map { [observations] part in
      workers.share(part, of: count).flatMap {
        trajectory(of: $0, in: observations, accumulator: accumulator)
      }
    }
    return parts.count == 1 ? parts[0] : parts.flatMap(\.self)
  }
}

extension StudyTable {
  package static let observations = StudyTable(
    "observations", "every observation of every unit: its mean delta in a batch",
    of: { try ObservationSource($0) },
    count: { $0.observations.count }, observationFields)

  private static let observationFields: [StudyColumn<ObservationSource>] = [
    .whole("unit", .text, "the unit's number, such as U12") { source in
      .texts(source.units.partition.founder.indices.map(unitName), of: source.unit)
    },
    .whole("name", .text, "fingerprint of its first wording") { source in
      .texts(source.units.partition.founder.map { source.units.nameText($0) }, of: source.unit)
    },
    .whole("step", .integer, "the batch's place in time, from 1") { source in
      let batch = source.observations.batch
      return .integers { Int(batch[$0]) + 1 }
    },
    .whole("batch", .integer, "the batch's number in the log") { source in
      let (batch, numbers) = (source.observations.batch, source.units.trace.batches.map(\.number))
      return .integers { numbers[Int(batch[$0])] }
    },
    .whole("n", .integer, "the unit's observations up to this one") { source in
      let (unit, observations) = (source.unit, source.observations)
      let starts = source.units.partition.founder.indices.map { observations.range(of: $0).lowerBound }
      return .integers { $0 - starts[Int(unit[$0])] + 1 }
    },
    .whole("delta", .real, "the unit's mean delta in the batch") { source in
      let delta = source.observations.delta
      return .numbers(places: 2) { delta[$0] }
    },
    .whole("mhat", .real, "what was accumulated by then") { source in
      let paths = try source.paths()
      return .numbers(places: 2) { paths[$0] }
    },
    .whole(
      "shared", .integer,
      "whether it holds a share of what a bundle was scored; such a one certifies nothing", .shown.asText
    ) {
      let shared = try SharedObservations($0.units.analysis)
      return .flags(shared.isShared)
    },
  ]
}
