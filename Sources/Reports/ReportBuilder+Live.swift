import Channels
import HTTP
import Language
import LiveViews
import Optimizing
import Studies

/// What a run with a model did, and what that used.
extension ReportBuilder {
  func live(_ run: RunSettings) throws -> [Report.Block] {
    let table = try RunTable(analysis, RunUsage(run.cassette)).table()
    return try [.prose(begun(run))] + asked("plot learning", about: "How it learnt")
      + [.heading("Batch by batch"), .table(ReportTable(table, most: 500))]
      + asked("usage", about: "What it used")
  }

  private func begun(_ run: RunSettings) -> String {
    let models = study.models.all.map { "\($0.channel.rawValue) by \($0.model.endpoint.model)" }
    let plan = if case .worth(let count) = run.plan { "\(counted(count, "unit"))" } else { "the whole pool" }
    return """
      A run of optimize made the log: \(counted(run.epochs, "epoch")), \(counted(run.batch, "task")) a batch, seed \
      \(run.seed); worth from the scorer \(run.scorer.name), of \(plan) in each batch\
      \(models.isEmpty ? "" : "; \(models.joined(separator: ", "))").
      """
  }
}
