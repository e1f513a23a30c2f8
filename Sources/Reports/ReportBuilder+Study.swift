import Analyses
import Identity
import Language
import Sessions
import Studies
import Tables
import TraceLogs
import Views

/// What a person put in: logs, settings, parameters, decisions.
extension ReportBuilder {
  func loaded() throws -> [Report.Block] {
    guard hasLog else { return [.prose("No log was loaded.")] }
    let trace = try analysis.trace()
    var blocks: [Report.Block] = [.table(ReportTable(sources(of: trace)))]
    let items = trace.items.count { $0.since == 0 }
    blocks.append(.prose("The memory that the log begins with holds \(counted(items, "item"))."))
    if study.hasOtherInputs {
      blocks.append(.prose("Not all files are the ones that were recorded; the command line allowed it."))
    }
    return blocks
  }

  private func sources(of trace: TraceLog) -> Table {
    let columns: [Column] = [
      .text("file"), .text("source", flexible: true), .number("batches"), .number("proposals"),
      .number("calls"), .number("seed"), .text("embedder"), .text("sha256", flexible: true),
    ]
    var counts = trace.sources.map { _ in (batches: 0, proposals: 0, calls: 0) }
    func source(_ batch: Int32) -> Int { Int(trace.batches[Int(batch)].source) }
    for batch in trace.batches { counts[Int(batch.source)].batches += 1 }
    for batch in trace.proposals.batch { counts[source(batch)].proposals += 1 }
    for batch in trace.calls.batch { counts[source(batch)].calls += 1 }
    let rows = zip(zip(trace.sources, study.inputs), counts).map { pair, count -> [Cell] in
      let (source, input) = pair
      return [
        .text(input.path), .optional(source.title), .integer(count.batches), .integer(count.proposals),
        .integer(count.calls), .optional(source.seed), .optional(source.embedder), .text(input.sha256),
      ]
    }
    return Table("loaded", columns, rows: rows).withoutEmptyColumns
  }

  func settings() throws -> [Report.Block] {
    let names = SettingName.allCases
    let changed = names.indices.filter { isChanged(names[$0]) }
    let values = changed.map { "\(names[$0].rawValue) \(names[$0].text(in: study.settings))" }
    let words =
      changed.isEmpty
      ? "All settings are at their defaults."
      : "Other than the defaults: \(values.joined(separator: ", "))."
    let table = ReportTable(try settingsTable(study.settings), marked: Set(changed))
    return [.prose(words), .folded("All settings", table)] + parameters()
  }

  /// Tau follows the embedder as long as nobody sets it.
  private func isChanged(_ name: SettingName) -> Bool {
    var defaults = Settings()
    if name == .tau { defaults.embedder = study.settings.embedder }
    return name.text(in: study.settings) != name.text(in: defaults)
  }

  private func parameters() -> [Report.Block] {
    let parameters = study.parameters
    guard !parameters.names.isEmpty else { return [] }
    let rows = parameters.names.map { name -> [Cell] in
      [
        .text(name), .optional(parameters[name]?.text),
        .flag(parameters.overrides[name] != nil),
      ]
    }
    let columns: [Column] = [.text("parameter"), .text("value", flexible: true), .text("from_command_line")]
    return [.heading("Parameters"), .table(ReportTable(Table("parameters", columns, rows: rows)))]
  }

  func decisions() throws -> [Report.Block] {
    guard !study.decisions.isEmpty else { return [.prose("No decision was made by hand.")] }
    return [.table(ReportTable(try DecisionsView(analysis: analysis).table(), most: 1_000))]
  }

  func script() throws -> [Report.Block] {
    let statements = turn.entries.map(\.statement) + [statement]
    let script = SessionFile.text(of: statements, result: try analysis.result())
    return [
      .prose(
        "The session as a script. Where the same files lie under the same names, it gives this report again."),
      .script(script), .prose("Save it as report.maa and run it:"), .script("\(command)\n"),
      .prose(
        """
        It ends with exit code 0 where all was done and the result is the same; 1 where a statement failed or an \
        expect did not hold; 2 where the script cannot be read; 3 where units or evidence are others than recorded; \
        4 where a file is not the one that was loaded here.
        """),
    ]
  }

  private var command: String {
    if case .http = study.settings.embedder { return "maa run --allow-network report.maa" }
    return "maa run report.maa"
  }
}
