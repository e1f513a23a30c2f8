import Answers
import Files
import Language
import Optimizing
import Sessions
import Tables

enum PromptsCommand: StudyCommand {
  static let manual = Manual(
    verb: "prompts", group: .live, effect: .look,
    summary: "shows the texts that a run puts to a model, or copies them out to be edited",
    flags: [
      Flag("to", .newFile, "a folder to copy the usual ones to"),
      Flag("from", .text, "shows those of this folder, with the usual ones where it has none"),
    ],
    details: """
      A prompt is a text file with places that are filled in, such as {{traces}}; what stands above a line of three dashes \
      is the system's part. A place that a prompt cannot do without, or one that nothing fills, is a fault. Their hashes \
      stand in the log of a run.
      """,
    examples: [
      Example("prompts", "names, places and hashes", after: ""),
      Example("prompts --to out/prompts", "copies them out", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let prompts = try Prompts(folder: call["from"])
    var said: [Answer.Block] = []
    if let folder = call["to"] {
      if call.has("from") { throw StatementFault.flagNotFor("from", "prompts --to") }
      for kind in ModelPrompt.Kind.allCases {
        let path = "\(folder)/\(kind.file)"
        try makeParentFolder(of: path)
        try writeAtomically(Array(kind.usualText.utf8), to: path)
      }
      said.append(.said("\(folder)   \(counted(ModelPrompt.Kind.allCases.count, "prompt"))"))
    }
    let columns: [Column] = [
      .text("prompt", essential: true), .text("places", essential: true), .text("sha256", flexible: true),
    ]
    let rows = zip(ModelPrompt.Kind.allCases, prompts.hashes).map { kind, hash -> [Cell] in
      [.text(hash.name), .text(kind.placeholders.joined(separator: " ")), .text(hash.sha256)]
    }
    return Answer(said + [.table(Table("prompts", columns, rows: rows))])
  }
}
