import Answers
import Files
import Language
import Sessions
import Studies
import Tables
import TraceLogs
import Views

enum DecisionsCommand: StudyCommand {
  private enum Action: String, CaseIterable { case export, `import` }

  static let manual = Manual(
    verb: "decisions", group: .merges, effect: .study,
    summary: "lists, writes or reads the rulings made by hand",
    words: [
      Positional("ACTION", .choice(Action.allCases.map(\.rawValue)), optional: true),
      Positional("FILE", .existingFile, optional: true),
    ],
    form: "[export | import FILE]",
    flags: [
      Flag("same", nil, "only those that say same"),
      Flag("different", nil, "only those that say different"),
      Flag("absent", nil, "only those that name a wording the log has not"),
      Flag("applied", nil, "only those whose wordings the log has"),
      Flag("wording", .operation, "only those that name this wording", earlier: "op"),
      Flag("match", .text, "only those with this text in a reason or a content"),
      Flag("to", .newFile, "of export: the file, .csv or .json"),
      Flag("sha256", .text, "of import: the file must have this hash; recorded by itself"),
    ],
    showsTable: true,
    details: """
      in_log says whether the log holds both wordings of a decision. What it has not is counted, kept for logs that \
      have it, and shown with the text that came with an imported file, if any.

      export writes what the filters leave, with type, anchor and content of both sides. import adds the decisions of \
      such a file, all or none: one that contradicts others is refused with the shortest chain that says otherwise. \
      Decisions that stand already are not added twice, so a file may be imported again. It is recorded with its hash.
      """,
    examples: [
      Example("decisions", "what was ruled so far", after: "load datasets/kitchen.jsonl; same b1p1 b2p3"),
      Example(
        "decisions --different --match fridge", "what was kept apart, about fridges",
        after: "load datasets/kitchen.jsonl; different b3p7 b5p5"),
      Example(
        "decisions export --to out/decisions.csv", "for the next log",
        after: "load datasets/kitchen.jsonl; same b1p1 b2p3"),
    ])

  static func effect(of call: Call) -> Manual.Effect {
    call.words.first == Action.import.rawValue ? .study : .look
  }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let action: Action? = try call.words.first.map { try call.choice($0, for: "ACTION") }
    if action != .export, call.has("to") { throw StatementFault.flagNotFor("to", "decisions without export") }
    if action != .import {
      if call.has("sha256") { throw StatementFault.flagNotFor("sha256", "decisions without import") }
      if call.words.count > 1 { throw StatementFault.extraWord(call.words[1], usage: manual.usage) }
    }
    switch action {
    case nil: return .table(try view(call, &turn).table())
    case .export: return try export(call, &turn)
    case .import: return try imported(call, &turn)
    }
  }

  private static func view(_ call: Call, _ turn: inout Turn) throws -> DecisionsView {
    var view = DecisionsView(analysis: turn.analysis)
    let given = DecisionsView.Filter.allCases.filter { call.has($0.rawValue) }
    if given.count > 1 { throw StatementFault.flagsExclude(given[0].rawValue, given[1].rawValue) }
    view.filter = given.first
    view.match = call["match"]
    if let text = call["wording"] {
      let name = try turn.decidedOperation(text)
      var call = call
      call.record("wording", name.description)
      turn.recorded = call.canonical
      view.operation = name
    }
    return view
  }

  private static func export(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let path = call["to"] else {
      throw StatementFault.missingWord("--to", usage: "decisions export --to FILE.csv")
    }
    try turn.study.refuseToReplaceInput(path)
    let table = try view(call, &turn).exported()
    let text: String
    if path.lowercased().hasSuffix(".csv") {
      text = CSVRenderer().render(table)
    } else if path.lowercased().hasSuffix(".json") {
      text = JSONRenderer().render(table) + "\n"
    } else {
      throw ViewFault.unknownFormat(path: path, known: [".csv", ".json"])
    }
    try makeParentFolder(of: path)
    try writeAtomically(Array(text.utf8), to: path)
    return .said("\(path)   \(counted(table.rows.count, "decision"))")
  }

  private static func imported(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if let filter = DecisionsView.Filter.allCases.map(\.rawValue).first(where: call.has) {
      throw StatementFault.flagNotFor(filter, "decisions import")
    }
    guard call.words.count > 1 else {
      throw StatementFault.missingWord("FILE", usage: "decisions import FILE")
    }
    let path = call.words[1]
    if path == "-", turn.options.readsStandardInput { throw SessionFault.standardInputIsTaken }
    let file = try DecisionFile(path)
    if try turn.isOtherInput(call, path, file.sha256) { turn.study.hasOtherInputs = true }
    var call = call
    call.record("sha256", file.sha256)
    turn.recorded = call.canonical
    return try DecisionImport(file, path).apply(&turn)
  }
}
