import Analyses
import Basics
import Columns
import Identity
import Judging
import Scoring
import Tables
import TraceLogs

/// What contradicts each other, side by side.
package struct ConflictSource {
  let found: Conflicts
  let deltas: OperationDeltas
  let posterior: Posterior
  let observations: Observations

  init(_ analysis: Analysis) throws {
    found = try Conflicts(analysis)
    (deltas, posterior) = (try analysis.operationDeltas(), try analysis.posterior())
    observations = try analysis.observations()
  }

  private func unit(_ operation: Int) -> Int { Int(found.source.partition.unitOf[operation]) }

  /// Within one unit each wording has its own scores; else they are those of its unit.
  private func scores(_ pair: Conflicts.Pair, _ operation: Int) -> [Double] {
    unit(pair.first) == unit(pair.second)
      ? deltas.deltas(of: operation) : Array(observations.delta[observations.range(of: unit(operation))])
  }

  private func mean(_ row: Int, _ side: KeyPath<Conflicts.Pair, Int>) -> Double? {
    let own = scores(found.pairs[row], found.pairs[row][keyPath: side])
    return own.isEmpty ? nil : own.reduce(0, +) / Double(own.count)
  }

  private func content(_ operation: Int) -> Cell {
    .text(found.source.trace.proposals.content[Int(found.source.operations.firstProposal[operation])])
  }

  static let columns: [StudyColumn<ConflictSource>] =
    [
      .text("differs_in", "number, negation or order: what one says and the other does not", .essential) {
        source in
        { .text(source.found.pairs[$0].sign.rawValue) }
      },
      .real("cosine", "their similarity") { source in
        { .number(source.found.pairs[$0].cosine.value, places: 3) }
      },
      .text("stands", "better where one side is supported against the other; open where neither is") {
        source in
        { .text(source.standing($0)) }
      },
    ] + side("1", \.first) + side("2", \.second)
    + [
      .text("first", "text of the older wording", .essentialLong) { source in
        { source.content(source.found.pairs[$0].first) }
      },
      .text("second", "text of the other", .essentialLong) { source in
        { source.content(source.found.pairs[$0].second) }
      },
      .text("name1", "fingerprint of the older wording", .hidden) { source in
        { source.found.source.name(source.found.pairs[$0].first) }
      },
      .text("name2", "fingerprint of the other", .hidden) { source in
        { source.found.source.name(source.found.pairs[$0].second) }
      },
    ]

  private static func side(_ number: String, _ side: KeyPath<Conflicts.Pair, Int> & Sendable)
    -> [StudyColumn<ConflictSource>]
  {
    [
      .text("unit\(number)", "its unit; the same twice where merging took both for one", .essential) {
        source in
        { .text(unitName(source.unit(source.found.pairs[$0][keyPath: side]))) }
      },
      .integer("n\(number)", "batches that scored it: the unit, or the wording where both are of one unit") {
        source in
        { .integer(source.scores(source.found.pairs[$0], source.found.pairs[$0][keyPath: side]).count) }
      },
      .real("mean\(number)", "its mean delta there", .essential) { source in
        { .optional(source.mean($0, side), places: 2) }
      },
    ]
  }

  private func standing(_ row: Int) -> String {
    let pair = found.pairs[row]
    let units = (unit(pair.first), unit(pair.second))
    if units.0 == units.1 { return "one unit" }
    guard let first = posterior.mean[units.0], let second = posterior.mean[units.1] else { return "open" }
    func isClear(_ unit: Int) -> Bool {
      max(posterior.chance[unit] ?? 0, posterior.risk[unit] ?? 0) >= Counsel.probable
    }
    guard isClear(units.0) || isClear(units.1) else { return "open" }
    return "\(unitName(first >= second ? units.0 : units.1)) better"
  }
}

package struct ConflictsView {
  package let analysis: Analysis
  package var picked: [Int]?
  package var limit: Int?

  package init(analysis: Analysis, picked: [Int]? = nil, limit: Int? = nil) {
    (self.analysis, self.picked, self.limit) = (analysis, picked, limit)
  }

  package func table() throws -> Table {
    let source = try ConflictSource(analysis)
    let all = source.found.pairs.count
    let wanted = picked ?? Array(0..<all)
    let shown = wanted.prefix(limit ?? wanted.count)
    let columns = ShownColumns(ConflictSource.columns)
    let rows = try columns.rows(shown, of: source)
    let footer =
      all == 0 ? "nothing here says the opposite of another" : "different A B keeps two apart · unit U"
    var table = Table(
      "conflicts", columns.columns, rows: rows, footer: "\(shown.count) of \(all) · \(footer)")
    table.stacking = Stacking(compared: ["first", "second"])
    return table
  }
}

extension StudyTable {
  static let conflicts = StudyTable(
    "conflicts", "wordings about one item or place that say opposite things, the most alike first",
    of: { try ConflictSource($0) }, count: { $0.found.pairs.count }, ConflictSource.columns)
}
