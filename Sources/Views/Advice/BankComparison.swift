import Analyses
import Basics
import Columns
import Identity
import Memory
import Tables
import TraceLogs

/// The replay's bank and the recorded run's, item by item, and why they differ.
package struct BankComparison {
  private let analysis: Analysis
  private let replay: Replay
  private let recorded: RecordedRun
  private let fates: UnitFates
  private let source: UnitSource

  package init(_ analysis: Analysis, at step: Int) throws {
    self.analysis = analysis
    replay = try analysis.replay(at: step)
    recorded = RecordedRun(log: try analysis.trace(), through: step)
    (fates, source) = (try UnitFates(analysis), try UnitSource(analysis))
  }

  /// Items that are in both banks word for word are counted only.
  package func table() throws -> Table {
    let columns: [Column] = [
      .text("item", essential: true), .text("in", essential: true),
      .text("why", flexible: true, essential: true),
      .text("replay", flexible: true, essential: true), .text("recorded", flexible: true, essential: true),
    ]
    let said = Dictionary(recorded.bank.items.map { (foldedText($0.content), $0.id) }) { first, _ in first }
    var (rows, equal, met): ([[Cell]], Int, Set<String>) = ([], 0, [])
    for item in replay.bank.items {
      let other = recorded.bank.content(of: item.id) != nil ? item.id : said[foldedText(item.content)]
      if let other { met.insert(other) }
      let text = other.flatMap { recorded.bank.content(of: $0) }
      if let text, foldedText(text) == foldedText(item.content) {
        equal += 1
      } else {
        rows.append(row(item, text))
      }
    }
    rows += recorded.bank.items.filter { !met.contains($0.id) }.map(recordedOnly)
    var table = Table(
      "against", columns, rows: rows,
      footer: "\(equal) in both · \(replay.bank.count) in the replay, \(recorded.bank.count) recorded")
    table.stacking = Stacking(compared: ["replay", "recorded"])
    return table
  }

  private func row(_ item: BankItem, _ text: String?) -> [Cell] {
    [
      .text(item.id), .text(text == nil ? "replay" : "both, other words"), .text(why(replayed: item)),
      .text(item.content), .optional(text),
    ]
  }

  private func recordedOnly(_ item: BankItem) -> [Cell] {
    let unit = unit(saying: item.content)
    let why =
      unit.map { "recorded: \(told($0)) applied; replay: \(fates.told($0))" }
      ?? "it was in the bank from the beginning, and the replay took it out"
    return [.text(item.id), .text("recorded"), .text(why), .missing, .text(item.content)]
  }

  private func why(replayed item: BankItem) -> String {
    guard let unit = unit(saying: item.content) else { return "the recorded run changed it" }
    let wasTaken = recorded.taken.contains { source.unit(ofProposal: Int($0.proposal)) == unit }
    return "replay: \(told(unit)) \(fates.told(unit)); recorded: "
      + (wasTaken ? "applied, and changed since" : "never applied")
  }

  private func told(_ unit: Int) -> String { unitName(unit) }

  /// The unit with a wording of this text.
  private func unit(saying text: String) -> Int? {
    let wanted = foldedText(text)
    let operation = (0..<source.operations.count).first { operation in
      foldedText(source.trace.proposals.content[Int(source.operations.firstProposal[operation])]) == wanted
    }
    return operation.map { Int(source.partition.unitOf[$0]) }
  }
}
