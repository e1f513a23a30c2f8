import Answers
import Language
import Optimizing
import Sessions

enum ProposeCommand: StudyCommand {
  static let manual = Manual(
    verb: "propose", group: .live, effect: .study,
    summary: "asks the model for edits of memory from the next batch's traces, and no further",
    flags: [Flag("batch", .count, "fails unless this is the batch whose turn it is")] + LiveFlags.spending,
    showsTable: true,
    details: """
      The first half of a batch of a run that optimize has begun. The model sees the memory as it stands and the traces, no \
      scores. What it proposes stands in the log; merges, why and review show it, score goes on.
      """,
    examples: [
      Example(
        "propose", "the next batch's proposals",
        after: LiveExamples.begun)
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try LiveExamples.perform(call, .phase(.proposed), &turn)
  }
}
