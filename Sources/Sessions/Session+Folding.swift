import Basics
import Language
import Phrasing
import Studies
import Views

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
    var way = try go(to: version, withLooks: [])
    way.stood = entries.count
    future.append(way)
    past.removeLast()
    return version.change
  }

  /// Brings back what the last undo took, looks and all. Looks since then stay: before what comes back, for it was the
  /// study before it that they showed, or behind it where undo had put other statements in its place.
  package func redo() throws -> String {
    guard let version = future.last else { throw SessionFault.nothingToRedo }
    let looks = Array(entries[(version.stood ?? entries.count)...])
    past.append(try go(to: version, withLooks: looks))
    future.removeLast()
    return version.change
  }

  /// The way back.
  private func go(to version: Version, withLooks looks: [Entry]) throws -> Version {
    let way = Version(kept: version.kept, tail: Array(entries[version.kept...]), change: version.change)
    let before = Array(entries[..<version.kept])
    let stood = version.stood ?? entries.count
    let common = Session.shared(Array(entries[version.kept..<stood]), version.tail)
    if looks.isEmpty || version.kept + common == stood {
      try replace(with: before + version.tail[..<common] + looks + version.tail[common...])
    } else {
      let study = version.tail.last?.study ?? before.last?.study ?? base
      let moved = looks.map { Entry($0.statement, study, changesStudy: false, kept: $0.kept) }
      try replace(with: before + version.tail + moved)
    }
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
