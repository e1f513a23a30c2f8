import Analyses
import Answers
import Basics
import Files
import Identity
import Judging
import Language
import Sessions
import Studies
import TraceLogs

/// A review at work: takes candidates from the desk, shows them to whoever answers, and runs the statements that the
/// answers stand for.
package final class Sitting {
  private let session: Session
  private let source: any AnswerSource
  private var desk: ReviewDesk
  private var pages: DeskPages
  private let before: Study
  /// How an audit drew the pairs.
  private let shares: [OperationPair: AuditShare]
  /// What was noted at a pair.
  private var remarks: [OperationPair: String] = [:]
  private var hasAnswers = false
  private var isOver = false

  package init(
    _ desk: ReviewDesk, session: Session, source: any AnswerSource, isBlind: Bool,
    acrossAnchors: Bool = false, suggestions: Suggestions? = nil,
    shares: [OperationPair: AuditShare] = [:]
  ) throws {
    self.desk = desk
    self.shares = shares
    self.session = session
    self.source = source
    before = session.study
    pages = try DeskPages(
      session.analysis, isBlind: isBlind, acrossAnchors: acrossAnchors, suggestions: suggestions)
  }

  package func run() throws -> Answer {
    do { return try goThrough() } catch is Interrupted where desk.tally.judged > 0 {
      throw SessionFault.reviewInterrupted(answers: desk.tally.judged)
    }
  }

  private func goThrough() throws -> Answer {
    guard !desk.queue.isEmpty else { return .said("nothing to judge: no candidate is left") }
    defer { source.leave() }
    var last: Int?
    while !isOver, try next() {
      let answer = try self.answer(isNew: desk.place != last)
      last = desk.place
      guard let answer else { break }
      hasAnswers = true
      try take(answer, &last)
    }
    guard hasAnswers || source.isPerson || desk.candidate == nil else { throw SessionFault.nobodyAnswers }
    return try summary()
  }

  /// Whether there is a candidate that no decision has settled.
  private func next() throws -> Bool {
    let operations = try pages.analysis.operations()
    let constraints = try session.analysis.constraints()
    let doubts = session.study.doubts.pairs(in: operations)
    desk.pass {
      constraints.ruling($0.first, $0.second) != nil
        || doubts.contains(OperationPair($0.first, $0.second))
    }
    return desk.candidate != nil
  }

  private func answer(isNew: Bool) throws -> DeskAnswer? {
    guard let candidate = desk.candidate else { return nil }
    return try forgivingInterrupts {
      let page = try pages.page(of: candidate, number: desk.place + 1, count: desk.queue.count)
      return try source.answer(to: page, isNew: isNew)
    } ?? nil
  }

  private func take(_ answer: DeskAnswer, _ last: inout Int?) throws {
    do {
      try forgivingInterrupts { try act(on: desk.move(for: answer), &last) }
    } catch let fault where source.isPerson && !(fault is Interrupted) {
      source.show(fault)
    }
  }

  /// In a shell Ctrl-C leaves the review and nothing else; a headless run ends by it.
  private func forgivingInterrupts<Value>(_ work: () throws -> Value) throws -> Value? {
    do { return try work() } catch is Interrupted where source.isPerson && Interrupt.terminationSignal == nil
    {
      Interrupt.clear()
      isOver = true
      source.show(Interrupted())
      return nil
    }
  }
}

extension Sitting {
  private func act(on move: ReviewDesk.Move, _ last: inout Int?) throws {
    switch move {
    case .state(let judgement, let reason): try state(judgement, because: reason)
    case .remark(let text): try remark(text)
    case .takeBack:
      try undo()
      desk.tookBack()
      try pages.follow(session.analysis, judged: desk.tally.judged)
      last = nil
    case .go: break
    case .explain: try explain()
    case .refresh:
      pages.refresh(session.analysis, judged: desk.tally.judged)
      last = nil
    case .help: source.show(Sitting.outcome("help review", Sitting.help))
    case .leave: isOver = true
    case .nothingToTakeBack:
      source.show(Sitting.outcome("undo", .said("no answer of this review is left to take back")))
    }
  }

  private func state(_ judgement: DeskJudgement, because reason: String?) throws {
    var words = [Word(judgement.rawValue)] + (try names().map { Word($0.description) })
    if let reason = reason ?? remarked { words += [Word("--because"), Word(quoted: reason)] }
    if judgement != .unsure, let share { words += [Word("--audit"), Word(share.text)] }
    try perform(Statement(body: .words(words), line: 1))
    desk.judged(judgement)
    try pages.follow(session.analysis, judged: desk.tally.judged)
  }

  /// A note made at this pair is its reason, unless another is given.
  private var remarked: String? {
    desk.candidate.flatMap { remarks[OperationPair($0.first, $0.second)] }
  }

  private var share: AuditShare? {
    desk.candidate.flatMap { shares[OperationPair($0.first, $0.second)] }
  }

  /// A remark says what it is on.
  private func remark(_ text: String) throws {
    if let candidate = desk.candidate { remarks[OperationPair(candidate.first, candidate.second)] = text }
    let names = try self.names().map(\.description).joined(separator: " ")
    try perform(Statement(body: .words([Word("note"), Word(quoted: "\(names): \(text)")]), line: 1))
    desk.noted()
  }

  private func perform(_ statement: Statement) throws {
    // A blind review says no more than that it was recorded, and a large log is not reckoned anew for each answer.
    let isTerse = try pages.isBlind || !pages.isFresh
    var outcome = try session.perform(statement, isTerse: isTerse)
    if pages.isBlind { outcome = outcome.blinded }
    source.show(outcome)
  }

  private func undo() throws {
    if try pages.isBlind || !pages.isFresh {
      let change = shortenedStatement(try session.undo())
      source.show(Sitting.outcome("undo", .said("took back: \(change.withoutShare)")))
    } else {
      source.show(try session.perform(Sitting.undoStatement))
    }
  }

  private func names() throws -> [OperationName] {
    guard let candidate = desk.candidate else { return [] }
    return [
      try pages.analysis.name(of: Int(candidate.first)), try pages.analysis.name(of: Int(candidate.second)),
    ]
  }

  private func explain() throws {
    guard desk.candidate != nil else { return }
    let names = try self.names().map(\.description)
    let said =
      pages.isBlind
      ? .said("hidden in a blind review")
      : try session.glance(Statement(body: .words((["why"] + names).map { Word($0) }), line: 1))
    source.show(Sitting.outcome("why \(names.joined(separator: " "))", said))
  }

  private static let undoStatement = Statement(body: .words([Word("undo")]), line: 1)

  private static func outcome(_ statement: String, _ answer: Answer) -> Outcome {
    Outcome(number: nil, statement: statement, answer: answer, warnings: [])
  }

  private static let help = Answer(DeskAnswer.keys.map { .said("\($0.letter)  \($0.word): \($0.summary)") })
}

extension Sitting {
  private func summary() throws -> Answer {
    let tally = desk.tally
    let kinds = [(tally.same, "same"), (tally.different, "different"), (tally.unsure, "unsure")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var parts = ["\(tally.judged) judged" + (kinds.isEmpty ? "" : ": \(kinds.joined(separator: ", "))")]
    if tally.skipped > 0 { parts.append("\(tally.skipped) skipped") }
    let left = desk.queue.count - desk.place
    parts.append(left > 0 ? "\(left) of \(desk.queue.count) left" : "the end of the queue")
    return Answer(([parts.joined(separator: " · ")] + (try moved())).map(Answer.Block.said))
  }

  /// What all answers together did; whoever is told to end has no time to say it.
  private func moved() throws -> [String] {
    guard try pages.isFresh, !pages.isBlind, session.study.decisions != before.decisions,
      Interrupt.terminationSignal == nil
    else { return [] }
    return try movement(from: session.analysis(of: before), to: session.analysis)
  }
}

extension Outcome {
  fileprivate var blinded: Outcome {
    Outcome(number: number, statement: statement.withoutShare, answer: Answer(), warnings: warnings)
  }
}

extension String {
  /// How a pair was drawn says what merging makes of it.
  fileprivate var withoutShare: String {
    firstRange(of: " --audit ").map { String(self[..<$0.lowerBound]) } ?? self
  }
}
