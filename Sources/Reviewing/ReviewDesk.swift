import Identity
import Sessions

/// Where a review stands: which candidate is on the desk, and what was said to those before it. It knows nothing of
/// keys, screens and sessions; whoever runs the statements tells it what came of them.
///
/// ```swift
/// var desk = ReviewDesk(candidates)
/// if case .state(let judgement, _) = desk.move(for: .judge(.same, because: nil)) { desk.judged(judgement) }
/// ```
package struct ReviewDesk: Sendable, Equatable {
  /// What is to be done about an answer.
  package enum Move: Sendable, Equatable {
    /// A statement on the candidate; `judged` says that it was recorded.
    case state(DeskJudgement, because: String?)
    /// A remark on the candidate; `noted` says that it was recorded.
    case remark(String)
    /// The statement recorded last is to be taken back; `tookBack` says that it was.
    case takeBack
    /// The desk has moved by itself.
    case go
    case explain, refresh, help, leave
    case nothingToTakeBack
  }

  package struct Tally: Sendable, Equatable {
    package var same = 0
    package var different = 0
    package var unsure = 0
    package var skipped = 0

    package var judged: Int { same + different + unsure }
  }

  /// The order is fixed when the review begins.
  package let queue: [Candidate]
  package private(set) var place = 0
  package private(set) var tally = Tally()
  private var trail: [AnsweredStep] = []

  private struct AnsweredStep: Sendable, Equatable {
    let place: Int
    /// Nil for a candidate that was skipped.
    let statement: Stated?
  }

  private enum Stated: Sendable, Equatable {
    case judgement(DeskJudgement), remark
  }

  package init(_ queue: [Candidate]) { self.queue = queue }

  package var candidate: Candidate? { place < queue.count ? queue[place] : nil }

  package mutating func move(for answer: DeskAnswer) -> Move {
    switch answer {
    case .judge(let judgement, let reason): return .state(judgement, because: reason)
    case .note(let text): return .remark(text)
    case .skip:
      trail.append(AnsweredStep(place: place, statement: nil))
      tally.skipped += 1
      place += 1
      return .go
    case .undo: return takeBack()
    case .why: return .explain
    case .refresh: return .refresh
    case .help: return .help
    case .quit: return .leave
    }
  }

  /// A skip is taken back here, for nothing else knows of it.
  private mutating func takeBack() -> Move {
    guard let last = trail.last else { return .nothingToTakeBack }
    guard last.statement == nil else { return .takeBack }
    trail.removeLast()
    tally.skipped -= 1
    place = last.place
    return .go
  }

  /// The statement is recorded: the next candidate comes on the desk.
  package mutating func judged(_ judgement: DeskJudgement) {
    trail.append(AnsweredStep(place: place, statement: .judgement(judgement)))
    tally[judgement] += 1
    place += 1
  }

  package mutating func noted() { trail.append(AnsweredStep(place: place, statement: .remark)) }

  /// The last statement is taken back: its candidate is on the desk again.
  package mutating func tookBack() {
    guard let last = trail.popLast() else { return }
    if case .judgement(let judgement) = last.statement { tally[judgement] -= 1 }
    place = last.place
  }

  /// Passes over candidates that other answers have settled meanwhile.
  package mutating func pass(while isSettled: (Candidate) throws -> Bool) rethrows {
    while let candidate, try isSettled(candidate) { place += 1 }
  }
}

extension ReviewDesk.Tally {
  fileprivate subscript(judgement: DeskJudgement) -> Int {
    get {
      switch judgement {
      case .same: same
      case .different: different
      case .unsure: unsure
      }
    }
    set {
      switch judgement {
      case .same: same = newValue
      case .different: different = newValue
      case .unsure: unsure = newValue
      }
    }
  }
}
