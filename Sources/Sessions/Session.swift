import Analyses
import Answers
import Basics
import Cache
import Language
import Phrasing
import Studies
import Views

/// Statements and the studies they led to. The shell, `-c`, scripts and tests differ only in where statements
/// come from and where answers go.
package final class Session {
  /// How to get from one version of the session to its neighbour: keep the first entries, then these.
  private struct Version {
    let kept: Int
    let tail: [Entry]
    let change: String
  }

  package private(set) var entries: [Entry] = []
  private var past: [Version] = []
  private var future: [Version] = []
  private let base: Study
  private let stages: Stages
  package let registry: Registry
  package let options: SessionOptions
  package let pulse: Pulse
  package private(set) var mergeRows: [MergeRow] = []
  /// The file this session was opened from or last saved to.
  package private(set) var origin: SessionFile?
  package var hasEnded = false
  /// Whoever answers where a statement asks, as `review` does.
  package var answers: (any AnswerSource)?
  private var journal: Journal?
  private var savedChanges: [String] = []

  package init(registry: Registry, options: SessionOptions, pulse: Pulse) throws {
    self.registry = registry
    self.options = options
    self.pulse = pulse
    stages = Stages(
      cache: options.cacheFile.map { VectorCache(path: $0, limit: options.cacheLimit) })
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
  package var isSaved: Bool {
    let changes = self.changes
    // Bytes, for strings are equal in Swift however their accents are stored.
    return changes.count == savedChanges.count
      && zip(changes, savedChanges).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  package func analysis(of study: Study) -> Analysis {
    Analysis(study: study, stages: stages, pulse: pulse, allowsNetwork: options.allowsNetwork)
  }

  private var changes: [String] { entries.filter(\.changesStudy).map(\.statement) }

  /// Runs one statement. When it throws, the session is as it was before.
  /// `isTerse` spares the work that only goes into the words of the answer.
  package func perform(_ statement: Statement, isTerse: Bool = false) throws -> Outcome {
    let call = try Call(statement, in: registry.vocabulary, parameters: study.parameters)
    let command = try registry.command(of: call)
    let asks = (command as? any AskingCommand.Type)?.asks(call) ?? false
    if !asks, let command = command as? any StudyCommand.Type {
      return try perform(call, command, isTerse)
    }
    guard let command = command as? any SessionCommand.Type else {
      throw StatementFault.unknownVerb(call.manual.verb, suggestion: nil)
    }
    let answer = try command.run(call, self)
    return Outcome(number: nil, statement: call.canonical, answer: answer, warnings: cacheWarnings())
  }

  private func perform(_ call: Call, _ command: any StudyCommand.Type, _ isTerse: Bool) throws -> Outcome {
    var turn = self.turn(on: study, rows: mergeRows, after: entries)
    turn.isTerse = isTerse
    let result = try command.run(call, &turn)
    let answer = try turn.drawn(result, call)
    turn.breakSealIfChanged(by: turn.recorded ?? call.canonical)
    // One owner, or appending would copy them all.
    turn.entries = []
    // Whoever pressed Ctrl-C meant this statement, even if it noticed nothing while it ran.
    try pulse.beat("finishing", 0, 0)
    let entry = Session.entry(of: call, command, turn, answer, after: study)
    try journal?.append([entry.statement])
    if entry.changesStudy { remember(Version(kept: entries.count, tail: [], change: entry.statement)) }
    // Rows of one log mean nothing on another.
    if turn.study.log != study.log { mergeRows = [] }
    entries.append(entry)
    mergeRows = turn.mergeRows ?? mergeRows
    return Outcome(
      number: entries.count, statement: entry.statement, answer: answer,
      warnings: turn.warnings + cacheWarnings(),
      isWide: call.has("wide"))
  }

  /// The answer of a statement that only looks, without recording it.
  package func glance(_ statement: Statement) throws -> Answer {
    let (call, command) = try studyCall(statement, study)
    guard command.effect(of: call) == .look else {
      throw SessionFault.notInASession(verb: call.manual.verb)
    }
    var turn = self.turn(on: study, rows: mergeRows, after: entries)
    return try command.run(call, &turn)
  }

  /// A statement that works on the study.
  private func studyCall(_ statement: Statement, _ study: Study) throws -> (Call, any StudyCommand.Type) {
    let call = try Call(statement, in: registry.vocabulary, parameters: study.parameters)
    guard let command = try registry.command(of: call) as? any StudyCommand.Type else {
      throw SessionFault.notInASession(verb: call.manual.verb)
    }
    return (call, command)
  }

  package var cache: VectorCache? { stages.cache }

  private func cacheWarnings() -> [String] { cache?.takeNotices().map(Wording.notice) ?? [] }

  private func turn(on study: Study, rows: [MergeRow], after entries: [Entry]) -> Turn {
    Turn(
      study: study, entries: entries, lastMergeRows: rows, registry: registry, options: options, pulse: pulse,
      stages: stages)
  }

  private static func entry(
    of call: Call, _ command: any StudyCommand.Type, _ turn: Turn, _ answer: Answer, after study: Study
  ) -> Entry {
    let changes = call.manual.effect == .study && turn.study != study
    let kept = Retelling(answer: answer, warnings: turn.warnings)
    return Entry(
      turn.recorded ?? call.canonical, turn.study, changesStudy: changes,
      kept: command.effect(of: call) == .study ? kept : nil)
  }

  private func remember(_ version: Version) {
    past.append(version)
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
        folded.append(try step(statement, after: folded, &rows))
      } catch let fault where !(fault is Interrupted) {
        throw SessionFault.foldFailed(
          number: folded.count + 1, statement: statement.written(in: registry.vocabulary),
          complaint: Wording.complaint(fault))
      }
    }
    return folded
  }

  private func step(_ statement: Statement, after entries: [Entry], _ rows: inout [MergeRow]) throws -> Entry
  {
    let study = entries.last?.study ?? base
    let (call, command) = try studyCall(statement, study)
    // Looks are not needed, but for the rows that an `accept` written by hand may speak of.
    guard command.effect(of: call) == .study || call.manual.showsRows else {
      return Entry(call.canonical, study, changesStudy: false)
    }
    var turn = self.turn(on: study, rows: rows, after: entries)
    let answer = try command.run(call, &turn)
    turn.breakSealIfChanged(by: turn.recorded ?? call.canonical)
    rows = turn.mergeRows ?? rows
    return Session.entry(of: call, command, turn, answer, after: study)
  }

  /// Takes over other entries as one change that can be undone.
  package func change(to entries: [Entry], by change: String) throws {
    let kept = Session.shared(self.entries, entries)
    let before = Version(kept: kept, tail: Array(self.entries[kept...]), change: change)
    try replace(with: entries)
    remember(before)
  }

  /// Puts other statements in the place of all there are; undo goes back by them as if they had been typed.
  package func restart(with statements: [Statement]) throws {
    let entries = try fold(statements, onto: [])
    try replace(with: entries)
    past = entries.indices.filter { entries[$0].changesStudy }.map {
      Version(kept: $0, tail: [], change: entries[$0].statement)
    }
    future.removeAll()
  }

  /// Takes back the last change and the looks after it; says what it was.
  package func undo() throws -> String {
    guard let version = past.last else { throw SessionFault.nothingToUndo }
    future.append(try go(to: version))
    past.removeLast()
    return version.change
  }

  /// Brings back what the last undo took, looks and all.
  package func redo() throws -> String {
    guard let version = future.last else { throw SessionFault.nothingToRedo }
    past.append(try go(to: version))
    future.removeLast()
    return version.change
  }

  /// The way back.
  private func go(to version: Version) throws -> Version {
    let way = Version(kept: version.kept, tail: Array(entries[version.kept...]), change: version.change)
    try replace(with: Array(entries[..<version.kept]) + version.tail)
    return way
  }

  /// The journal is brought along before anything changes.
  private func replace(with entries: [Entry]) throws {
    let kept = Session.shared(self.entries, entries)
    try journal?.replace(after: kept, with: entries.dropFirst(kept).map(\.statement))
    let log = study.log
    self.entries = entries
    if study.log != log { mergeRows = [] }
  }

  private static func shared(_ first: [Entry], _ second: [Entry]) -> Int {
    zip(first, second).prefix { $0 === $1 }.count
  }

  /// The session now stands in a file, too; the journal knows, so that nobody is told to recover it.
  package func markSaved(in file: SessionFile? = nil) throws {
    origin = file ?? origin
    savedChanges = changes
    if let file { try journal?.noteSaved(file) }
  }

  /// Where the session was opened from; for whoever runs a file without folding it.
  package func isFrom(_ file: SessionFile) { origin = file }

  package var keepsJournal: Bool { journal != nil }

  /// Ends the journal: dropped when all is saved, kept for `recover` otherwise.
  package func close() {
    journal?.close(dropping: isSaved)
    journal = nil
  }

  /// Ends the session without keeping what is not saved.
  package func discard() {
    savedChanges = changes
    hasEnded = true
  }
}
