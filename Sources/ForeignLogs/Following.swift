import Analyses
import Answers
import Basics
import Files
import Language
import Phrasing
import Sessions
import Studies
import Traces

/// A log on its way into a study, fold by fold.
package struct Following {
  package struct Ends {
    let isOnce: Bool
    let batches: Int?
    let idle: Double?

    package init(_ call: Call) throws {
      isOnce = call.has("once")
      batches = try call.count(of: "batches")
      idle = try call["idle"].map { try call.number($0, for: "--idle") }
    }
  }

  private let log: any GrowingSource
  private let ends: Ends
  private var turn: Turn
  private var followed: FollowedTrace
  private var before: StudyNews.Standing?
  package private(set) var notices: [String] = []
  private var lastFold = 0.0
  private var foldTook = 0.0

  package init(_ log: any GrowingSource, _ turn: Turn, ends: Ends) {
    (self.log, self.turn, self.ends) = (log, turn, ends)
    followed = FollowedTrace(log, after: turn.study.log)
  }

  package mutating func run() throws {
    if turn.news != nil, turn.study.log != nil { before = try StudyNews.Standing(turn.analysis) }
    var lastGrowth = monotonicSeconds()
    while true {
      do {
        let count = try followed.read(pulse: turn.pulse)
        let now = monotonicSeconds()
        notices += log.takeEvents().map(\.phrase)
        if count > 0 { lastGrowth = now }
        let isQuiet = count == 0
        // Folding may take half of the time and no more; what comes meanwhile is one fold.
        if followed.hasNews, isQuiet || now - lastFold > foldTook * 2 + 0.05 { try fold() }
        if isOver(isQuiet: isQuiet, idleFor: now - lastGrowth) { return }
        if isQuiet { try wait() }
      } catch is Interrupted {
        guard log.recordCount > 0, Interrupt.terminationSignal == nil else { throw Interrupted() }
        Interrupt.clear()
        return
      }
    }
  }

  private func isOver(isQuiet: Bool, idleFor seconds: Double) -> Bool {
    if let most = ends.batches, log.batchCount >= most { return true }
    guard isQuiet else { return false }
    return ends.isOnce || log.hasEnded || ends.idle.map { seconds >= $0 } ?? false
  }

  private func wait() throws {
    try turn.pulse.beat("following", 0, 0)
    pause(milliseconds: 20)
  }

  /// Takes in what came since the last time, and tells what it changed.
  private mutating func fold() throws {
    let started = monotonicSeconds()
    guard let log = try followed.loaded() else { return }
    turn.study.log = log
    if let news = turn.news {
      let analysis = turn.analysis
      news(Answer(try StudyNews(from: before, to: analysis).lines.map(Answer.Block.said)))
      before = try StudyNews.Standing(analysis)
    }
    lastFold = monotonicSeconds()
    foldTook = lastFold - started
  }
}
