enum BatchesCommand: StudyCommand {
  static let manual = Manual(
    verb: "batches", group: .evidence, effect: .look,
    summary: "lists the log's batches in the order of time",
    flags: [Flag("limit", .count, "only the last N")],
    details: "baseline is the mean baseline of the batch's calls.",
    examples: [Example("batches", "what each batch proposed and scored")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let trace = try turn.analysis.trace()
    let limit = try call.count(of: "limit") ?? trace.batches.count
    return .table(batchesTable(trace, last: limit))
  }
}
