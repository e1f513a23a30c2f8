enum BatchesCommand: StudyCommand {
  static let manual = Manual(
    verb: "batches", group: .evidence, effect: .look,
    summary: "lists the log's batches in the order of time",
    details: "baseline is the mean baseline of the batch's calls.",
    examples: [Example("batches", "what each batch proposed and scored")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    .table(batchesTable(try turn.analysis.trace()))
  }
}
