import Answers
import Characters
import Effects
import Language
import Tables

/// A plan that was made, and why it is as it is.
package struct PlanView {
  private let made: ExperimentDesign.Made
  private let path: String

  package init(_ made: ExperimentDesign.Made, path: String) { (self.made, self.path) = (made, path) }

  package func answer() -> Answer {
    let plan = made.plan
    var lines = [
      "\(path)   \(visible(plan.name)), round \(plan.round): \(counted(plan.items.count, "item")) to test   seed \(plan.seed)"
    ]
    if !plan.kept.isEmpty { lines.append("certified to help, in memory from now on: \(names(plan.kept))") }
    if !plan.dropped.isEmpty { lines.append("certified to harm, to be dropped: \(names(plan.dropped))") }
    if plan.items.isEmpty { lines.append("nothing is left to test") }
    if made.tooDear > 0 {
      lines.append(
        "\(counted(made.tooDear, "item")) left out: even one task in twenty without may cost more than --max-loss allows"
      )
    }
    lines.append(loss)
    return Answer([.table(table)] + lines.map { .said($0) })
  }

  private func names(_ ids: [String]) -> String { ids.map(visible).joined(separator: " ") }

  private var loss: String {
    let bound =
      made.plan.maxLoss.map { " of \(shortNumber($0)) allowed" } ?? ", which nothing bounds (--max-loss)"
    return "holding out may cost a task \(fixed(made.loss, places: 3)) points\(bound)"
  }

  private var table: Table {
    let columns: [Column] = [
      .text("item", essential: true), .number("rate", essential: true), .number("expected", essential: true),
      .number("spread"), .number("use"), .number("value", essential: true),
      .number("tasks", essential: true),
    ]
    let rows = made.reasons.map { reason -> [Cell] in
      [
        .text(reason.id), .number(1 - reason.held, places: 3), .number(reason.outlook.mean, places: 3),
        .number(reason.outlook.deviation, places: 3), .number(reason.outlook.use, places: 2),
        .number(reason.outlook.valueOfAnswer, places: 5), .optional(reason.tasks),
      ]
    }
    return Table("plan", columns, rows: rows)
  }
}

/// Who is held out of one task.
package struct AssignmentView {
  private let plan: ExperimentPlan
  private let task: String

  package init(plan: ExperimentPlan, task: String) { (self.plan, self.task) = (plan, task) }

  package func answer() -> Answer {
    let held = plan.heldOut(of: task).map { visible($0.id) }
    let words = held.isEmpty ? "nothing is held out" : "held out: \(held.joined(separator: " "))"
    return Answer([.table(table), .said("\(visible(task))   \(words)")])
  }

  private var table: Table {
    let columns: [Column] = [
      .text("item", essential: true), .text("assigned", essential: true), .number("rate"),
      .number("propensity", essential: true), .text("number"),
    ]
    let rows = plan.items.map { item -> [Cell] in
      let number = Lot.number(seed: plan.seed, task: task, item: item.id)
      return [
        .text(item.id), .text(plan.includes(item, in: task) ? "included" : "held out"),
        .number(item.rate, places: 3), .number(1 - item.rate, places: 3),
        .text(
          String(repeating: "0", count: 16 - String(number, radix: 16).utf8.count) + String(number, radix: 16)
        ),
      ]
    }
    return Table("assignment", columns, rows: rows)
  }
}

/// What a log did, held against a plan.
package struct PlanCheckView {
  private let check: ExperimentCheck
  private let limit: Int

  package init(_ check: ExperimentCheck, limit: Int) { (self.check, self.limit) = (check, limit) }

  package func answer() -> Answer {
    let mismatch = check.mismatch
    let fair =
      mismatch.probability < 0.001
      ? "mismatch: shares are not those of the plan" : "shares are as the plan has them"
    let words = [
      "\(counted(check.tasks, "task")) of the plan, \(check.others) of others",
      "chi-square \(fixed(mismatch.chiSquare, places: 2)) at \(counted(mismatch.degrees, "degree")) of freedom, p \(fixed(mismatch.probability, places: 4)): \(fair)",
      check.problems.isEmpty
        ? "no record says otherwise than the plan" : "\(counted(check.problems.count, "problem"))",
    ]
    let tables = [Answer.Block.table(counts)] + (check.problems.isEmpty ? [] : [.table(problems)])
    return Answer(tables + words.map { .said($0) })
  }

  private var counts: Table {
    let columns: [Column] = [
      .text("item", essential: true), .number("drawn", essential: true), .number("held", essential: true),
      .number("expected", essential: true), .number("p", essential: true),
    ]
    let rows = check.counts.map { count -> [Cell] in
      [
        .text(count.id), .integer(count.drawn), .integer(count.held), .number(count.expected, places: 1),
        .number(count.probability, places: 4),
      ]
    }
    return Table("shares", columns, rows: rows)
  }

  private var problems: Table {
    let shown = check.problems.prefix(limit)
    let footer =
      shown.count < check.problems.count ? "\(shown.count) of \(check.problems.count) problems" : nil
    return Table(
      "problems",
      [
        .text("problem", essential: true), .text("task", essential: true), .text("item", essential: true),
        .text("note", flexible: true),
      ],
      rows: shown.map(PlanCheckView.row), footer: footer)
  }

  private static func row(_ problem: ExperimentCheck.Problem) -> [Cell] {
    switch problem {
    case .assignment(let task, let item, let held):
      cells(
        "assignment", task, item,
        held ? "was held out, and should not have been" : "was there, and should have been held out")
    case .propensity(let task, let item, let recorded, let planned):
      cells("propensity", task, item, "recorded \(shortNumber(recorded)), planned \(shortNumber(planned))")
    case .noPropensity(let task, let item): cells("propensity", task, item, "not recorded")
    case .notPlanned(let task, let item):
      cells("not planned", task, item, "was held out; the plan does not test it")
    case .leak(let task, let item, let inside): cells("leak", task, item, "its text stands in \(inside)")
    case .droppedItem(let task, let item): cells("dropped", task, item, "was there, though certified to harm")
    }
  }

  private static func cells(_ problem: String, _ task: String, _ item: String, _ note: String) -> [Cell] {
    [.text(problem), .text(task), .text(item), .text(note)]
  }
}
