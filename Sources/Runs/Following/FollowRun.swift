import Analyses
import Answers
import Basics
import Files
import HTTP
import Language
import Phrasing
import Sessions
import Studies
import Traces

/// A script whose last log goes on growing: its statements once, and then, with every fold of what came, what changed and
/// whether its expectations still hold.
package final class FollowRun {
  package struct Terms {
    /// Replaced with every fold.
    package var metrics: String?
    package var webhook: Webhook?
    /// Ends when nothing has come for so many seconds.
    package var idle: Double?

    package init() {}
  }

  private let path: String
  private let statements: [Statement]
  private let session: Session
  private let terms: Terms
  private let open: (Call, Session) throws -> any GrowingSource
  private let write: (String) -> Void
  private let warn: (String) -> Void
  private var totals = FollowTotals()

  /// `open` opens what a `load` or `follow` names.
  package init(
    _ path: String, _ session: Session, _ terms: Terms,
    open: @escaping (Call, Session) throws -> any GrowingSource,
    write: @escaping (String) -> Void, warn: @escaping (String) -> Void
  ) throws {
    (self.path, self.session, self.terms) = (path, session, terms)
    (self.open, self.write, self.warn) = (open, write, warn)
    statements = try PlannedScript(path, session.registry.vocabulary).statements
    try UsageFault.checkNames(
      session.options.overrides.keys,
      areAmong: statements.compactMap { $0.declaredParameter(in: session.registry.vocabulary) })
  }

  /// Until Ctrl-C, the end of a pipe, silence for as long as said, or the first expectation that fails.
  package func run() throws {
    guard let place = statements.lastIndex(where: { ["load", "follow"].contains($0.verb) }) else {
      throw FollowFault.noLog(path: path)
    }
    var older: LoadedLog?
    var log: (any GrowingSource)?
    for (index, statement) in statements.enumerated() {
      try located(statement) {
        if index == place {
          older = session.study.log
          log = try begin(statement)
        } else if !statement.isExpectation {
          _ = try session.perform(statement)
        }
      }
    }
    if let log { try follow(log, older) }
  }

  private func located<Value>(_ statement: Statement, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let fault where !(fault is Interrupted) {
      throw ScriptFault(file: path, line: statement.line, fault: fault)
    }
  }

  /// What is there already, under the name by which a script reads it; hashes of the past do not count.
  private func begin(_ statement: Statement) throws -> any GrowingSource {
    let vocabulary = session.registry.vocabulary
    let call = try Call(statement, in: vocabulary, parameters: session.study.parameters)
    let flags = try vocabulary.manual(of: "follow").flags.filter { flag in
      !["once", "batches", "idle", "bytes", "sha256"].contains(flag.name) && call.has(flag.name)
    }
    if call.words[0] != "-" {
      let words = flags.map { "--\($0.name)" + (call[$0.name].map { " " + Quoting.quoted($0) } ?? "") }
      let text = (["follow", Quoting.quoted(call.words[0]), "--once"] + words).joined(separator: " ")
      for statement in try Lexer.statements(in: text) { _ = try session.perform(statement) }
    }
    return try open(call, session)
  }

  private func follow(_ log: any GrowingSource, _ older: LoadedLog?) throws {
    var (study, followed) = (session.study, FollowedTrace(log, after: older))
    study.log = older
    var before: StudyNews.Standing?
    var (lastGrowth, pace) = (monotonicSeconds(), FoldPace())
    while true {
      let count = try followed.read(pulse: session.pulse)
      let now = monotonicSeconds()
      for event in log.takeEvents() { warn(event.phrase) }
      if count > 0 { lastGrowth = now }
      let isLast = log.hasEnded || terms.idle.map { now - lastGrowth >= $0 } ?? false
      if followed.hasNews, pace.allows(log, at: now, isQuiet: count == 0, isLast: isLast),
        let loaded = try followed.loaded()
      {
        study.log = loaded
        before = try tell(from: before, to: study)
        pace.folded(from: now, to: monotonicSeconds())
      }
      guard count == 0 else { continue }
      if isLast { return }
      try session.pulse.beat("following", 0, 0)
      pause(milliseconds: 20)
    }
  }

  private func tell(from before: StudyNews.Standing?, to study: Study) throws -> StudyNews.Standing {
    let analysis = session.analysis(of: study)
    let news = try StudyNews(from: before, to: analysis)
    let broken = try brokenExpectation(study)
    let line = FollowLine.text(news, isFirst: before == nil, broken: broken?.complaint.message)
    write(line + "\n")
    totals.take(news)
    if let metrics = terms.metrics {
      try writeAtomically(Array(totals.text(news, isBroken: broken != nil).utf8), to: metrics)
    }
    if let webhook = terms.webhook, let failure = try webhook.post(line, pulse: session.pulse) {
      warn(failure)
    }
    if let broken { throw broken.fault }
    return try StudyNews.Standing(analysis)
  }

  /// The first `expect` of the script that does not hold of this study.
  private func brokenExpectation(_ study: Study) throws -> (fault: ScriptFault, complaint: Complaint)? {
    for statement in statements where statement.isExpectation {
      do { _ = try session.ask(statement, of: study) } catch let fault as SessionFault {
        let located = ScriptFault(file: path, line: statement.line, fault: fault)
        return (located, located.complaint)
      }
    }
    return nil
  }
}

extension Statement {
  /// Of a figure; the recorded result is of a log that grows no more.
  fileprivate var isExpectation: Bool { verb == "expect" && words.count > 1 && words[1].literal != "result" }
}

/// Why a script cannot be followed.
package enum FollowFault: Error, Equatable {
  case noLog(path: String)
  case webhookNeedsNetwork
}
