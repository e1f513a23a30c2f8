import Analyses
import Answers
import Basics
import Identity
import Language
import Memory
import Scoring
import Sessions
import Tables
import TraceLogs
import Views

/// What follows from the study: evidence, and the memory that comes of it.
extension ReportBuilder {
  /// A page must open at once, however many units there are.
  private static let mostBytes = 3_000_000

  func evidence() throws -> [Report.Block] {
    let units = try analysis.units().unitCount
    guard units > 0 else { return [.prose("The log holds no proposals, so there is no evidence.")] }
    let verdicts = try asked("verdicts --limit 1", about: "").filter {
      if case .prose = $0 { true } else { false }
    }
    let forest = try asked("plot forest --limit 20", about: "The first units and how sure one can be of them")
    return try verdicts + forest + trajectories() + [
      .heading("All units"), .table(try evidenceTable(of: units)),
    ]
  }

  /// What a statement answers now: a report's own parts are statements that its reader can give, too. Nothing where this
  /// program has no such command.
  func asked(_ text: String, about heading: String) throws -> [Report.Block] {
    guard let statement = try Lexer.statements(in: text).first,
      (try? turn.registry.vocabulary.manual(of: statement.verb ?? "")) != nil
    else { return [] }
    let entry = Session.Entry(text, study, changesStudy: false)
    let blocks = try turn.retelling(of: entry).answer.blocks.compactMap { block -> Report.Block? in
      switch block {
      case .plot(let plot, let data): .plot(plot, data: data, by: text)
      case .said(let line): .prose(line)
      case .table(let table): .table(ReportTable(table, most: rows))
      case .text, .data: nil
      }
    }
    return blocks.isEmpty || heading.isEmpty ? blocks : [.heading(heading)] + blocks
  }

  private func evidenceTable(of units: Int) throws -> ReportTable {
    let whole = try EvidenceView(analysis: analysis, limit: min(units, mostUnits)).table()
    var table = ReportTable(
      Table(whole.name, whole.columns, rows: whole.rows), most: rowsWithinBytes(whole))
    let shown = table.table.rows.count
    table.cut =
      shown < units
      ? "the first \(shown) of \(counted(units, "unit")) by support; export evidence writes them all" : nil
    return table
  }

  private func rowsWithinBytes(_ table: Table) -> Int {
    var room = ReportBuilder.mostBytes
    for (index, row) in table.rows.enumerated() {
      for case .text(let text) in row { room -= min(text.utf8.count, 4_000) }
      if room < 0 { return max(1, index) }
    }
    return table.rows.count
  }

  /// The courses of the units that stand first.
  private func trajectories() throws -> [Report.Block] {
    let (evidence, founders) = (try analysis.evidence(), try analysis.units().founder)
    let units = try analysis.posterior().ranking.lazy.map(Int.init).filter { evidence.n[$0] > 1 }.prefix(
      mostDrawn)
    let names = try units.map { try analysis.name(of: Int(founders[$0])).description }
    guard !names.isEmpty else { return [] }
    return try asked(
      "trajectory \(names.joined(separator: " "))", about: "How the evidence of the first units came about")
  }

  func memory() throws -> [Report.Block] {
    let (before, after) = (try analysis.replay(at: 0).bank, try analysis.replay())
    let view = MemoryView(analysis: analysis)
    let changes = view.changes(from: before, to: after.bank)
    let words = """
      Replayed under these settings to batch \(after.step) of \(try analysis.trace().batches.count), memory goes from \
      \(counted(before.count, "item")) to \(after.bank.count), with \(counted(changes.rows.count, "change")).
      """
    var blocks: [Report.Block] = [.prose(words)]
    if !changes.rows.isEmpty {
      blocks += [.heading("What changed"), .table(ReportTable(changes, most: 500))]
    }
    if after.bank.count > 0 {
      blocks += [.heading("Memory afterwards"), .table(ReportTable(try view.table(of: after), most: 500))]
    }
    return blocks
  }
}

private let mostDrawn = 4
