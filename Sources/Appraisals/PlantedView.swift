import Answers
import Language
import Simulating
import Tables

/// What `simulate` wrote.
package struct PlantedView {
  package let simulation: Simulation
  package let tally: SimulationTally
  package let path: String

  package init(simulation: Simulation, tally: SimulationTally, path: String) {
    (self.simulation, self.tally, self.path) = (simulation, tally, path)
  }

  package func answer() -> Answer {
    let lines = ["\(path)   \(amounts)", scorer] + [attack].compactMap { $0 }
    return Answer(lines.map { .said($0) } + [.table(planted), .data(summary)])
  }

  private var attack: String? {
    simulation.world.attack.map {
      "\(counted(tally.attacks, "operation")) planted as attack by \($0.rawValue)"
    }
  }

  private var amounts: String {
    [
      counted(tally.proposals, "proposal"), counted(tally.batches, "batch", "batches"),
      counted(tally.calls, "call"), counted(tally.scores, "score"), "\(tally.applied) applied",
    ].joined(separator: " · ")
  }

  private var scorer: String {
    let sigma = fixed(simulation.sigma, places: 2)
    return
      "seed \(simulation.seed) · accuracy \(simulation.world.accuracy) makes noise of \(sigma) points in each score"
  }

  private var planted: Table {
    let columns: [Column] = [
      .text("class", essential: true), .number("operations"), .number("proposals"), .number("effect"),
    ]
    let rows = OperationClass.allCases.map { category -> [Cell] in
      let planted = tally[category]
      return [
        .text(category.rawValue), .integer(planted.operations), .integer(planted.proposals),
        .optional(planted.effect, places: 2),
      ]
    }
    return Table("planted", columns, rows: rows)
  }

  private var summary: Table {
    let columns: [Column] = [
      .text("file"), .number("seed"), .number("proposals"), .number("batches"), .number("calls"),
      .number("scores"), .number("applied"), .number("sigma"),
    ]
    let row: [Cell] = [
      .text(path), .text("\(simulation.seed)"), .integer(tally.proposals), .integer(tally.batches),
      .integer(tally.calls), .integer(tally.scores), .integer(tally.applied),
      .number(simulation.sigma, places: 4),
    ]
    return Table("simulate", columns, rows: [row])
  }
}
