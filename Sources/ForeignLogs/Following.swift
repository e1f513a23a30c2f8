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
  private var pace = FoldPace()

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
        let isLast = endsIfQuiet(for: now - lastGrowth)
        if followed.hasNews, pace.allows(log, at: now, isQuiet: isQuiet, isLast: isLast) { try fold() }
        if hasEnough || isQuiet && isLast { return }
        if isQuiet { try wait() }
      } catch is Interrupted {
        guard log.recordCount > 0, Interrupt.terminationSignal == nil else { throw Interrupted() }
        Interrupt.clear()
        return
      }
    }
  }

  private var hasEnough: Bool { ends.batches.map { log.batchCount >= $0 } ?? false }

  private func endsIfQuiet(for seconds: Double) -> Bool {
    ends.isOnce || log.hasEnded || ends.idle.map { seconds >= $0 } ?? false
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
    pace.folded(from: started, to: monotonicSeconds())
  }
}
