import Answers
import Basics
import Judging
import Language
import Tables

/// How often a judge's sign is that of the outcome, per scene, and whether more judging could help.
package struct JudgeView {
  package let agreement: JudgeAgreement
  package let scenes: [String]

  package init(_ agreement: JudgeAgreement, scenes: [String]) {
    (self.agreement, self.scenes) = (agreement, scenes)
  }

  package func answer() -> Answer { Answer([.table(table), .said(words)]) }

  private var table: Table {
    let columns: [Column] = [
      .text("judge", essential: true), .number("agrees", essential: true), .number("low", essential: true),
      .number("high", essential: true), .number("n"), .text("of"),
    ]
    let rows = agreement.counts.map { row(name($0), $0, "observations") }
    return Table("judge", columns, rows: rows + [row("ceiling", agreement.sure, "units it is sure of")])
  }

  private func name(_ count: JudgeAgreement.Count) -> String {
    guard let scene = count.scene else { return "all" }
    return scene < 0 ? "no scene" : scenes[Int(scene)]
  }

  private func row(_ name: String, _ count: JudgeAgreement.Count, _ what: String) -> [Cell] {
    [
      .text(name), .optional(count.share?.estimate, places: 3), .optional(count.share?.low, places: 3),
      .optional(count.share?.high, places: 3), .integer(count.right + count.wrong), .text(what),
    ]
  }

  private var words: String {
    let basis =
      "\(counted(agreement.units, "unit")) whose effect on outcomes has a known sign, \(agreement.drawn) by lots"
    guard let all = agreement.counts.first?.share, let ceiling = agreement.sure.share else {
      return "\(basis); the judge is sure of none, so nothing says what more judging would come to"
    }
    if ceiling.high < 0.9 {
      return
        "\(basis); more judging cannot help beyond \(fixed(ceiling.estimate, places: 2)): it is sure of wrong signs"
    }
    return all.high < ceiling.low
      ? "\(basis); more judging helps: single values err where the mean of many does not"
      : "\(basis); nothing shows that more judging would help"
  }
}
