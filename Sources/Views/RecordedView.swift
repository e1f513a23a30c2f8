import Analyses
import Basics
import Identity
import Memory
import Tables

/// What the recorded run took beside what the replay takes, unit by unit.
package struct RecordedView {
  package let analysis: Analysis
  package let replay: Replay

  package init(analysis: Analysis, replay: Replay) {
    (self.analysis, self.replay) = (analysis, replay)
  }

  package func table() throws -> Table {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.units()
    )
    var (here, there): ([Int32: [Int]], [Int32: [Int]]) = ([:], [:])
    for event in replay.events where event.kind == .applied {
      here[event.unit, default: []].append(Int(event.step))
    }
    for taken in RecordedRun(log: trace, through: replay.step).taken {
      let unit = partition.unitOf[Int(operations.ofProposal[Int(taken.proposal)])]
      there[unit, default: []].append(taken.step)
    }
    let columns: [Column] = [
      .text("unit", essential: true), .text("replay", essential: true), .text("recorded", essential: true),
      .number("mhat", essential: true), .text("content", flexible: true, essential: true),
    ]
    let units = Set(here.keys).union(there.keys).sorted()
    let rows = try units.map { unit -> [Cell] in
      [
        .text(unitName(unit)), steps(here[unit]), steps(there[unit]),
        .optional(replay.mhat(of: unit), places: 2), try UnitText(unit, analysis).content,
      ]
    }
    let both = units.filter { here[$0] != nil && there[$0] != nil }.count
    let footer =
      "\(both) by both, \(here.count - both) by the replay alone, \(there.count - both) by the recorded run alone"
    return Table("recorded", columns, rows: rows, footer: footer)
  }

  private func steps(_ steps: [Int]?) -> Cell {
    steps.map { .text($0.map(String.init).joined(separator: " ")) } ?? .missing
  }
}
