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
  struct Version {
    let kept: Int
    let tail: [Entry]
    let change: String
    /// How many entries there were when the session came from there: what stands behind them was asked since.
    var stood: Int?
  }

  package internal(set) var entries: [Entry] = []
  var past: [Version] = []
  var future: [Version] = []
  let base: Study
  private let stages: Stages
  package let registry: Registry
  package let options: SessionOptions
  package let pulse: Pulse
  package internal(set) var mergeRows: [MergeRow] = []
  /// The file this session was opened from or last saved to.
  package internal(set) var origin: SessionFile?
  package var hasEnded = false
  /// Whoever answers where a statement asks, as `review` does.
  package var answers: (any AnswerSource)?
  /// Whoever is told what a statement finds while it goes on.
  package var news: ((Answer) -> Void)?
  var journal: Journal?
  var savedChanges: [String] = []

  /// `stages` holds what other sessions made of the same logs.
  package init(registry: Registry, options: SessionOptions, pulse: Pulse, stages: Stages? = nil) throws {
    self.registry = registry
    self.options = options
    self.pulse = pulse
    self.stages = stages ?? Stages(cache: options.vectorCache)
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

  var changes: [String] { entries.filter(\.changesStudy).map(\.statement) }

  /// Runs one statement. When it throws, the session is as it was before.
  /// `isTerse` spares the work that only goes into the words of the answer.
  package func perform(_ statement: Statement, isTerse: Bool = false) throws -> Outcome {
    var call = try Call(statement, in: registry.vocabulary, parameters: study.parameters)
    call.placeFiles(options.places.place)
    let command = try registry.command(of: call)
    switch command {
    case .ofStudy(let command): return try perform(call, command, isTerse)
    case .ofSession(let command): return try perform(call, command)
    case .asking(let command):
      return try command.asks(call) ? perform(call, command) : perform(call, command, isTerse)
    }
  }

  private func perform(_ call: Call, _ command: any SessionCommand.Type) throws -> Outcome {
    let answer = try command.run(call, self)
    return Outcome(number: nil, statement: call.canonical, answer: answer, warnings: cacheWarnings())
  }

  private func perform(_ call: Call, _ command: any StudyCommand.Type, _ isTerse: Bool) throws -> Outcome {
    var turn = self.turn(on: study, rows: mergeRows, after: entries)
    turn.isTerse = isTerse
    turn.news = news
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

  /// The same of another study than the session's.
  package func ask(_ statement: Statement, of study: Study) throws -> Answer {
    let (call, command) = try studyCall(statement, study)
    var turn = self.turn(on: study, rows: [], after: entries)
    return try command.run(call, &turn)
  }

  /// A statement that works on the study.
  func studyCall(_ statement: Statement, _ study: Study) throws -> (Call, any StudyCommand.Type) {
    var call = try Call(statement, in: registry.vocabulary, parameters: study.parameters)
    call.placeFiles(options.places.place)
    guard let command = try registry.command(of: call).study else {
      throw SessionFault.notInASession(verb: call.manual.verb)
    }
    return (call, command)
  }

  package var cache: VectorCache? { stages.cache }

  /// Records a look that showed the same already, without asking again.
  package func pass(_ statement: String) throws {
    try journal?.append([statement])
    entries.append(Entry(statement, study, changesStudy: false))
  }

  /// Whether a statement only looks, and no other depends on what it shows.
  package func isPlainLook(_ statement: Statement) throws -> Bool {
    let call = try Call(statement, in: registry.vocabulary, parameters: study.parameters)
    let known = try registry.command(of: call)
    guard let command = known.study, !known.asks(call) else { return false }
    return command.effect(of: call) == .look && !call.manual.showsRows
  }

  private func cacheWarnings() -> [String] { cache?.takeNotices().map(Wording.notice) ?? [] }

  func turn(on study: Study, rows: [MergeRow], after entries: [Entry]) -> Turn {
    Turn(
      study: study, entries: entries, lastMergeRows: rows, registry: registry, options: options, pulse: pulse,
      stages: stages)
  }

  static func entry(
    of call: Call, _ command: any StudyCommand.Type, _ turn: Turn, _ answer: Answer, after study: Study
  ) -> Entry {
    let changes = call.manual.effect == .study && turn.study != study
    let kept = Retelling(answer: answer, warnings: turn.warnings)
    return Entry(
      turn.recorded ?? call.canonical, turn.study, changesStudy: changes,
      kept: command.effect(of: call) == .study ? kept : nil)
  }

  func remember(_ version: Version) {
    past.append(version)
    future.removeAll()
  }
}
