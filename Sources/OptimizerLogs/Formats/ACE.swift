import Files
import Importing

/// ACE (agentic context engineering, arXiv 2510.04618) and the tools that follow it: a playbook of bullets that a curator edits.
enum ACEFormat: ImportFormat {
  static let manual = FormatManual(
    name: "ace", title: "ACE: playbooks as text or JSON, skillbooks, and the folders of runs",
    recognizes: """
      Texts with bullets such as `[shr-00005] …` or `- [ceo-00001] helpful=0 harmful=1 :: …`; JSON with `bullets[]`, \
      `new_bullets[]` or `skills{}`; the logs of a run, whose lines name `bullet_ids_used` or `operation_type`.
      """,
    reads: """
      States of a playbook in the order of the numbers, commits and dates in their names and heads. Of a folder of one run: the \
      curator's operations, the bullets in use per sample, answers before and after the curator, accuracies.
      """,
    makes: """
      The first of several states is the bank that the log begins with. Then a batch a state, whose differences are proposals that \
      were applied; what helpful and harmful counters gained are votes. A step of a run is a batch: its samples are tasks, and \
      where the same sample was answered before and after the curator, what the curator did was scored.
      """,
    loses: """
      Sections stand as reasons. Counters say what a model thought, not what was measured. Evidence, tags and links of JSON bullets \
      are left out.
      """,
    flags: [
      ImportFlag(
        "ids", values: ["auto", "trust", "text"],
        "how a bullet is known again: by its id, by its text, or by its id as long as no text is seen under another one",
        default: "auto")
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    let files = source.files.prefix(FormatFit.looks)
    guard try files.contains(where: { try ACEPiece.of($0, in: source).isTelling }) else { return .no }
    // The history that git keeps of playbooks says more than how they stand now.
    return isRegularFile("\(source.path)/.git/HEAD") ? .perhaps : .yes
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var pieces = try ACEPieces(source)
    if pieces.isRun {
      var run = try ACERun(pieces, source, request)
      try run.read(into: &draft)
      pieces.forgetRun()
    }
    if !pieces[.playbook].isEmpty {
      var snapshots = try ACESnapshots(pieces[.playbook], source, request, &draft)
      try snapshots.read(into: &draft)
    }
    if pieces.hasDocuments {
      var documents = try ACEDocuments(pieces, source, request)
      try documents.read(into: &draft)
    }
    if !pieces[.skillbook].isEmpty {
      var books = ACESkillbooks(source, request)
      try books.read(pieces[.skillbook], into: &draft)
    }
    for file in pieces[.conversation] {
      draft.account.leftOut(
        "a record of a conversation, which holds no memory and no outcome", example: file.name)
    }
  }
}
