import Accumulation

/// Statements and the studies they led to. The shell, `-c`, scripts and tests differ only in where statements
/// come from and where answers go.
package final class Session {
  /// A recorded statement and the study after it.
  package struct Entry: Sendable {
    package let statement: String
    package let study: Study
    package let changesStudy: Bool
  }

  package private(set) var entries: [Entry] = []
  private var undone: [[Entry]] = []
  private let base: Study
  private let stages = Stages()
  package let options: SessionOptions
  package let pulse: Pulse
  package var mergeRows: [MergeRow] = []
  /// The file this session was opened from or last saved to.
  package var origin: SessionFile?
  package var hasEnded = false
  private var journal: Journal?
  private var savedStatements: [String] = []

  package init(options: SessionOptions = SessionOptions(), pulse: Pulse = .silent) throws {
    self.options = options
    self.pulse = pulse
    var base = Study()
    base.parameters = Parameters(overrides: options.overrides)
    self.base = base
    self.journal = try options.journalFolder.map { try Journal(folder: $0) }
  }

  package var study: Study { entries.last?.study ?? base }
  package var statements: [String] { entries.map(\.statement) }
  package var nextNumber: Int { entries.count + 1 }
  package var analysis: Analysis { analysis(of: study) }
  package var isSaved: Bool { statements == savedStatements || !entries.contains(where: \.changesStudy) }
  package var journalPath: String? { journal?.path }

  package func analysis(of study: Study) -> Analysis { Analysis(study: study, stages: stages, pulse: pulse) }

  /// Runs one statement. When it throws, the session is as it was before.
  package func perform(_ statement: Statement) throws -> Outcome {
    let call = try Call(statement, parameters: study.parameters)
    if let command = call.command as? any StudyCommand.Type { return try perform(call, command) }
    guard let command = call.command as? any SessionCommand.Type else { return silent(call) }
    let answer = try command.run(call, self)
    return Outcome(number: nil, statement: call.canonical, answer: answer, warnings: [])
  }

  private func perform(_ call: Call, _ command: any StudyCommand.Type) throws -> Outcome {
    var turn = self.turn(on: study)
    let answer = try command.run(call, &turn)
    let entry = entry(of: call, turn)
    try journal?.append([entry.statement])
    entries.append(entry)
    if entry.changesStudy { undone.removeAll() }
    if let rows = turn.mergeRows { mergeRows = rows }
    return Outcome(
      number: entries.count, statement: entry.statement, answer: answer, warnings: turn.warnings,
      isWide: call.has("wide"))
  }

  private func silent(_ call: Call) -> Outcome {
    Outcome(number: nil, statement: call.canonical, answer: Answer(), warnings: [])
  }

  private func turn(on study: Study) -> Turn {
    var turn = Turn(study: study, options: options, pulse: pulse, stages: stages)
    turn.lastMergeRows = mergeRows
    return turn
  }

  private func entry(of call: Call, _ turn: Turn) -> Entry {
    let changes = call.manual.effect == .study && turn.study != study
    return Entry(statement: turn.recorded ?? call.canonical, study: turn.study, changesStudy: changes)
  }
}

extension Session {
  /// Folds statements onto a study: what changes it is run, what only looks is checked for its form.
  package func fold(_ statements: [Statement], onto entries: [Entry]) throws -> [Entry] {
    var folded = entries
    for statement in statements {
      let study = folded.last?.study ?? base
      do {
        folded.append(try step(statement, on: study))
      } catch let fault where !(fault is Interrupted) {
        throw StatementFault.foldFailed(
          number: folded.count + 1, statement: statement.written, reason: Wording.complaint(fault).message)
      }
    }
    return folded
  }

  private func step(_ statement: Statement, on study: Study) throws -> Entry {
    let call = try Call(statement, parameters: study.parameters)
    guard call.manual.effect == .study, let command = call.command as? any StudyCommand.Type else {
      return Entry(statement: call.canonical, study: study, changesStudy: false)
    }
    var turn = self.turn(on: study)
    _ = try command.run(call, &turn)
    return Entry(
      statement: turn.recorded ?? call.canonical, study: turn.study, changesStudy: turn.study != study)
  }

  /// Replaces the statements from one on; the journal is brought along before anything changes.
  package func replace(with entries: [Entry], keeping: Int) throws {
    try journal?.replace(after: keeping, with: entries.dropFirst(keeping).map(\.statement))
    self.entries = entries
  }

  /// Takes back the last change and the looks after it.
  package func undo() throws -> [Entry] {
    guard let last = entries.lastIndex(where: \.changesStudy) else { throw StatementFault.nothingToUndo }
    let removed = Array(entries[last...])
    try replace(with: Array(entries[..<last]), keeping: last)
    undone.append(removed)
    return removed
  }

  package func redo() throws -> [Entry] {
    guard let restored = undone.last else { throw StatementFault.nothingToRedo }
    try replace(with: entries + restored, keeping: entries.count)
    undone.removeLast()
    return restored
  }

  /// Takes over entries that were folded anew from a statement on.
  package func change(to entries: [Entry], from index: Int) throws {
    try replace(with: entries, keeping: index)
    undone.removeAll()
  }

  /// Puts other statements in the place of all there are; undo goes back by them as if they had been typed.
  package func restart(with statements: [Statement]) throws {
    try replace(with: try fold(statements, onto: []), keeping: 0)
    undone.removeAll()
    mergeRows.removeAll()
  }

  package func markSaved() { savedStatements = statements }

  /// Ends the journal: dropped when all is saved, kept for `recover` otherwise.
  package func close() {
    journal?.close(dropping: isSaved)
    journal = nil
  }

  /// Ends the session without keeping what is not saved.
  package func discard() {
    journal?.close(dropping: true)
    journal = nil
  }
}
