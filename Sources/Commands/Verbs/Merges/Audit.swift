import Analyses
import Answers
import Identity
import Judging
import Language
import Reviewing
import Sessions
import Studies

enum AuditCommand: AskingCommand {
  static let manual = Manual(
    verb: "audit", group: .merges, effect: .study,
    summary: "asks blind for pairs drawn at random: how good merging is, without labels",
    words: [Positional("N", .count, optional: true)],
    flags: [
      Flag("seed", .count, "another one draws other pairs; 1 is the default"),
      Flag("drawn", .text, "what the sample must be; recorded by itself, and nothing is asked then"),
    ],
    showsTable: false,
    details: """
      Answers to merges and review are about close calls, and say nothing of how good merging is as a whole. audit draws N \
      pairs of wordings at random and shows their texts alone, as review --blind does, with the same keys and \
      lines. quality --audit then estimates precision, recall and F1 of merging, tune tau --from audit a tau.

      Pairs of one key and pairs of one unit are drawn from: half of them merged pairs, the others apart, those near tau \
      more often than those far from it. How often is known, and figures make up for it. Each answer is a same or \
      different of the session with --audit STRATUM:DRAWN/PAIRS, which decisions export keeps.

      The sample is drawn once, in the first audit, and the statement is recorded with a hash over it. audit alone goes \
      on with it, whatever was set or ruled since; pairs that other decisions settle are not asked for, and count as they \
      say. Another N or seed draws anew. A replay draws the same sample and asks nothing. On another log it finds \
      another one, says so and drops it; the answers stay decisions.

      An answer counts in merging like any decision, and breaks a seal. quality --audit leaves such answers out of the \
      merging that it scores.
      """,
    examples: [
      Example("audit 100", "a hundred pairs, in one sitting or several"),
      Example("audit", "goes on with them", after: "load datasets/kitchen.jsonl; audit 20"),
      Example("audit 40 --seed 7", "forty others"),
    ])

  static func asks(_ call: Call) -> Bool { !call.has("drawn") }

  /// The sample, without asking: what a replay does.
  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    guard let wanted = try wanted(call) else { throw StatementFault.missingWord("N", usage: manual.usage) }
    let seed = try seed(call)
    let audit = try drawn(wanted, seed, call, turn)
    call.record("seed", "\(seed)")
    call.record("drawn", try call["drawn"] ?? audit.orThrow(AnalysisFault.nothingToAudit).digest)
    turn.recorded = call.canonical
    if turn.study.currentAudit != nil {
      turn.warnings.append(
        "the audit drawn before ends here: its answers stay decisions, and quality --audit no longer counts them"
      )
    }
    turn.study.audit = audit ?? .ofAnotherLog
    guard let audit else {
      turn.warnings.append(
        "other pairs would be drawn here than those that were judged: no figures come of them")
      return .said("no audit of this log")
    }
    let among = audit.strata.reduce(0) { $0 + $1.count }
    return .said("\(counted(audit.pairs.count, "pair")) of \(among) drawn")
  }

  /// Nil where it is not the sample that was recorded.
  private static func drawn(_ wanted: Int, _ seed: Int, _ call: Call, _ turn: Turn) throws -> Audit? {
    do {
      let audit = try turn.analysis.audit(of: wanted, seed: seed)
      return call["drawn"].map { $0 == audit.digest } ?? true ? audit : nil
    } catch AnalysisFault.nothingToAudit where call.has("drawn") { return nil }
  }

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let source = try session.answers.orThrow(SessionFault.nobodyAnswers)
    if let drawing = try drawing(call, session) { source.show(try session.perform(drawing)) }
    let analysis = session.analysis
    let audit = try session.study.currentAudit.orThrow(AnalysisFault.noAudit)
    let (queue, shares) = try queue(of: audit, try analysis.operations())
    let sitting = try Sitting(
      ReviewDesk(queue), session: session, source: source, isBlind: true, shares: shares)
    let said = try sitting.run()
    let isDone = try AuditStanding(session.analysis).open == 0
    return isDone ? said + .said("all drawn pairs are judged: quality --audit says what that shows") : said
  }

  /// The statement that draws; nil where the sample is there already.
  private static func drawing(_ call: Call, _ session: Session) throws -> Statement? {
    let standing = session.study.currentAudit
    guard let wanted = try wanted(call) else {
      if standing == nil { throw StatementFault.missingWord("N", usage: manual.usage) }
      if call.has("seed") { throw StatementFault.missingWord("N", usage: manual.usage) }
      return nil
    }
    let seed = try seed(call)
    if let standing, standing.wanted == wanted, standing.seed == seed { return nil }
    let audit = try session.analysis.audit(of: wanted, seed: seed)
    let words = ["audit", "\(wanted)", "--seed", "\(seed)", "--drawn", audit.digest]
    return Statement(body: .words(words.map { Word($0) }), line: 1)
  }

  private static func queue(of audit: Audit, _ operations: Operations) throws -> (
    [Candidate], [OperationPair: AuditShare]
  ) {
    var (queue, shares) = ([Candidate](), [OperationPair: AuditShare]())
    for pair in audit.pairs {
      guard let found = operations.pair(pair.first, pair.second) else { continue }
      // What kind it is, and how similar, nobody is told.
      queue.append(Candidate(kind: .near, first: found.low, second: found.high, cosine: .zero))
      shares[found] = audit.strata[pair.stratum]
    }
    return (queue, shares)
  }

  private static func wanted(_ call: Call) throws -> Int? {
    guard let text = call.words.first else { return nil }
    guard let wanted = Int(text), (1...most).contains(wanted) else {
      throw StatementFault.badValue(name: "N", seen: text, expected: "a whole number from 1 to \(most)")
    }
    return wanted
  }

  private static func seed(_ call: Call) throws -> Int { try call.count(of: "seed") ?? 1 }

  /// Nobody judges more, and draws are told apart one by one.
  private static let most = 100_000
}
