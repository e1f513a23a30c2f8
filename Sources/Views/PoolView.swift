import Analyses
import Basics
import Columns
import Identity
import Language
import Memory
import Scoring
import Tables
import TraceLogs

/// Who is in the pool after a step, and who left it and why.
package struct PoolView {
  package let analysis: Analysis
  package let replay: Replay
  package var limit: Int?

  package init(analysis: Analysis, replay: Replay, limit: Int? = nil) {
    (self.analysis, self.replay, self.limit) = (analysis, replay, limit)
  }

  package func members() throws -> Table {
    let (all, columns) = (replay.pool.count, ShownColumns(PooledUnit.columns))
    let rows = try columns.rows(try rows())
    return Table("pool", columns.columns, rows: rows, footer: more(rows.count, all))
  }

  /// What is best supported by the whole log first; which of them the next batch selects, m̂ says.
  func rows() throws -> [PooledUnit] {
    let posterior = try analysis.posterior()
    var place = posterior.ranking.map { _ in 0 }
    for (index, unit) in posterior.ranking.enumerated() { place[Int(unit)] = index }
    let sorted = replay.pool.sorted { place[Int($0.unit)] < place[Int($1.unit)] }
    return try sorted.prefix(limit ?? sorted.count).map { member in
      PooledUnit(
        unit: member.unit, mhat: replay.mhat(of: member.unit), chance: posterior.chance[Int(member.unit)],
        n: replay.observationCount(of: member.unit),
        age: Int(member.age), entered: Int(member.entered), isScored: replay.isScored(member.unit),
        told: try UnitText(member.unit, analysis))
    }
  }

  /// Units that are out, by when they left, the latest first.
  package func left() throws -> Table {
    let columns: [Column] = [
      .text("left", essential: true), .number("step", essential: true), .number("mhat"),
      .text("why", essential: true), .text("content", flexible: true),
    ]
    let reasons = ReplayWording(replay)
    var seen = Set(replay.pool.map(\.unit))
    var events: [PoolEvent] = []
    for event in replay.events.reversed() {
      if case .evicted = event.kind, seen.insert(event.unit).inserted { events.append(event) }
    }
    let rows = try events.prefix(limit ?? events.count).map { event -> [Cell] in
      [
        .text(unitName(event.unit)), .integer(Int(event.step)), .optional(event.mhat, places: 2),
        .optional(reasons.why(event)), try UnitText(event.unit, analysis).content,
      ]
    }
    return Table("left", columns, rows: rows, footer: more(rows.count, events.count))
  }

  private func more(_ shown: Int, _ all: Int) -> String? {
    shown < all ? "\(shown) of \(counted(all, "unit"))" : nil
  }
}

/// What a unit says, as its first operation says it.
package struct UnitText {
  package let type: Cell
  package let anchor: Cell
  package let content: Cell

  package init(_ unit: Int32, _ analysis: Analysis) throws {
    let trace = try analysis.trace()
    let founder = Int(try analysis.units().founder[Int(unit)])
    let proposal = Int(try analysis.operations().firstProposal[founder])
    type = .text(typeName(proposal, trace))
    anchor = .text(trace.symbols[Int(trace.proposals.anchor[proposal])])
    content = .text(
      EditTexts.isDeletion(proposal, trace)
        ? try analysis.editTexts().text(ofProposal: proposal) : trace.proposals.content[proposal])
  }
}
