import Accumulation

/// Statements and the studies they led to. The shell, `-c`, scripts and tests differ only in where statements
/// come from and where answers go.
package final class Session {
  /// A recorded statement and the study after it. Shared between the versions that undo goes through.
  package final class Entry: Sendable {
    package let statement: String
    package let study: Study
    package let changesStudy: Bool

    init(_ statement: String, _ study: Study, changesStudy: Bool) {
      self.statement = statement
      self.study = study
      self.changesStudy = changesStudy
    }
  }

  /// What stood before or after a change, and what the change was.
  private struct Version {
    let entries: [Entry]
    let change: String
  }

  package private(set) var entries: [Entry] = []
  private var past: [Version] = []
  private var future: [Version] = []
  private let base: Study
  private let stages = Stages()
  package let options: SessionOptions
  package let pulse: Pulse
  package private(set) var mergeRows: [MergeRow] = []
  /// The file this session was opened from or last saved to.
  package var origin: SessionFile?
  package var hasEnded = false
  private var journal: Journal?
  private var savedChanges: [String] = []

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
  /// Whether a file holds every change; looks can be had again.
  package var isSaved: Bool { changes == savedChanges }

  package func analysis(of study: Study) -> Analysis { Analysis(study: study, stages: stages, pulse: pulse) }

  private var changes: [String] { entries.filter(\.changesStudy).map(\.statement) }

  /// Runs one statement. When it throws, the session is as it was before.
  package func perform(_ statement: Statement) throws -> Outcome {
    let call = try Call(statement, parameters: study.parameters)
    if let command = call.command as? any StudyCommand.Type { return try perform(call, command) }
    guard let command = call.command as? any SessionCommand.Type else {
      throw StatementFault.unknownVerb(call.manual.verb, suggestion: nil)
    }
    let answer = try command.run(call, self)
    return Outcome(number: nil, statement: call.canonical, answer: answer, warnings: [])
  }

  private func perform(_ call: Call, _ command: any StudyCommand.Type) throws -> Outcome {
    var turn = self.turn(on: study, rows: mergeRows)
    let answer = try command.run(call, &turn)
    let entry = Session.entry(of: call, turn, after: study)
    try journal?.append([entry.statement])
    if entry.changesStudy { remember(entry.statement) }
    entries.append(entry)
    if let rows = turn.mergeRows { mergeRows = rows }
    return Outcome(
      number: entries.count, statement: entry.statement, answer: answer, warnings: turn.warnings,
      isWide: call.has("wide"))
  }

  private func turn(on study: Study, rows: [MergeRow]) -> Turn {
    Turn(study: study, lastMergeRows: rows, options: options, pulse: pulse, stages: stages)
  }

  private static func entry(of call: Call, _ turn: Turn, after study: Study) -> Entry {
    let changes = call.manual.effect == .study && turn.study != study
    return Entry(turn.recorded ?? call.canonical, turn.study, changesStudy: changes)
  }

  private func remember(_ change: String) {
    past.append(Version(entries: entries, change: change))
    future.removeAll()
  }
}

extension Session {
  /// Folds statements onto entries: what changes the study is run, what only looks is checked for its form.
  package func fold(_ statements: [Statement], onto entries: [Entry]) throws -> [Entry] {
    var folded = entries
    var rows: [MergeRow] = []
    for statement in statements {
      do {
        folded.append(try step(statement, on: folded.last?.study ?? base, &rows))
      } catch let fault where !(fault is Interrupted) {
        throw StatementFault.foldFailed(
          number: folded.count + 1, statement: statement.written, reason: Wording.complaint(fault).message)
      }
    }
    return folded
  }

  private func step(_ statement: Statement, on study: Study, _ rows: inout [MergeRow]) throws -> Entry {
    let call = try Call(statement, parameters: study.parameters)
    guard let command = call.command as? any StudyCommand.Type else {
      throw StatementFault.notInASession(verb: call.manual.verb)
    }
    // Looks are not needed, but for the rows that an `accept` written by hand may speak of.
    guard command.effect(of: call) == .study || command is MergesCommand.Type else {
      return Entry(call.canonical, study, changesStudy: false)
    }
    var turn = self.turn(on: study, rows: rows)
    _ = try command.run(call, &turn)
    rows = turn.mergeRows ?? rows
    return Session.entry(of: call, turn, after: study)
  }

  /// Takes over other entries as one change that can be undone.
  package func change(to entries: [Entry], by change: String) throws {
    let before = Version(entries: self.entries, change: change)
    try replace(with: entries)
    past.append(before)
    future.removeAll()
  }

  /// Puts other statements in the place of all there are; undo goes back by them as if they had been typed.
  package func restart(with statements: [Statement]) throws {
    let entries = try fold(statements, onto: [])
    try replace(with: entries)
    past = entries.indices.filter { entries[$0].changesStudy }.map {
      Version(entries: Array(entries[..<$0]), change: entries[$0].statement)
    }
    future.removeAll()
    mergeRows.removeAll()
  }

  /// Takes back the last change and the looks after it; says what it was.
  package func undo() throws -> String {
    guard let version = past.last else { throw StatementFault.nothingToUndo }
    let current = Version(entries: entries, change: version.change)
    try replace(with: version.entries)
    past.removeLast()
    future.append(current)
    return version.change
  }

  /// Brings back what the last undo took, looks and all.
  package func redo() throws -> String {
    guard let version = future.last else { throw StatementFault.nothingToRedo }
    let current = Version(entries: entries, change: version.change)
    try replace(with: version.entries)
    future.removeLast()
    past.append(current)
    return version.change
  }

  /// The journal is brought along before anything changes.
  private func replace(with entries: [Entry]) throws {
    let kept = zip(self.entries, entries).prefix { $0 === $1 }.count
    try journal?.replace(after: kept, with: entries.dropFirst(kept).map(\.statement))
    self.entries = entries
  }

  package func markSaved() { savedChanges = changes }

  /// Ends the journal: dropped when all is saved, kept for `recover` otherwise.
  package func close() {
    journal?.close(dropping: isSaved)
    journal = nil
  }

  /// Ends the session without keeping what is not saved.
  package func discard() {
    markSaved()
    hasEnded = true
  }
}
