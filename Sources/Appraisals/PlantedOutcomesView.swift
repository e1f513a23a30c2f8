import Answers
import Language
import Simulating
import Tables
import TraceLogs

/// What `simulate --outcomes` wrote.
package struct PlantedOutcomesView {
  private let run: OutcomeRun
  private let path: String

  package init(_ run: OutcomeRun, path: String) { (self.run, self.path) = (run, path) }

  package func answer() -> Answer {
    let log = run.log
    let held = counted(log.tasks.held.item.count, "item")
    let lines = [
      "\(path)   \(counted(run.simulation.items.count, "item")) · \(counted(log.batches.count, "batch", "batches")) · \(counted(log.tasks.count, "task")) · \(held) held out",
      "seed \(run.simulation.seed)" + pairs,
    ]
    return Answer(lines.map { .said($0) } + [.table(table)])
  }

  private var pairs: String {
    guard !run.simulation.pairs.isEmpty else { return "" }
    let told = run.simulation.pairs.map { pair in
      "\(OutcomeSimulation.id(pair.first))+\(OutcomeSimulation.id(pair.second)) \(pair.effect > 0 ? "+" : "")\(shortNumber(pair.effect))"
    }
    return "   together: " + told.joined(separator: ", ")
  }

  private var table: Table {
    let rows = PlantedItem.Kind.allCases.map { kind -> [Cell] in
      let own = run.simulation.items.filter { $0.kind == kind }
      let sum = own.reduce(0) { $0 + $1.effect }
      return [
        .text(kind.rawValue), .integer(own.count),
        own.isEmpty ? .missing : .number(sum / Double(own.count), places: 3),
      ]
    }
    return Table(
      "planted", [.text("class", essential: true), .number("items"), .number("effect")], rows: rows)
  }
}
