import Accumulation
import Reviewing
import Sessions
import Testing

/// The state of a review alone: no session, no screen.
@Suite struct ReviewDeskTests {
  private let queue = (0..<4).map {
    Candidate(kind: .near, first: Int32($0), second: Int32($0 + 10), cosine: Cosine(tenThousandths: 7_000))
  }

  @Test func judgingGoesOnOnlyWhenTheStatementStands() {
    var desk = ReviewDesk(queue)
    #expect(
      desk.move(for: .judge(.same, because: "two wordings")) == .state(.same, because: "two wordings"))
    #expect(desk.place == 0, "the statement may still fail")
    desk.judged(.same)
    #expect(desk.place == 1 && desk.tally.same == 1)
    #expect(desk.candidate == queue[1])
  }

  @Test func undoTakesBackAnswersInTheirOrder() {
    var desk = ReviewDesk(queue)
    desk.judged(.same)
    #expect(desk.move(for: .skip) == .go)
    desk.judged(.unsure)
    #expect(desk.place == 3)
    #expect(desk.move(for: .undo) == .takeBack)
    desk.tookBack()
    #expect(desk.place == 2 && desk.tally.unsure == 0)
    #expect(desk.move(for: .undo) == .go, "nobody else knows of a skip")
    #expect(desk.place == 1 && desk.tally.skipped == 0)
    #expect(desk.move(for: .undo) == .takeBack)
    desk.tookBack()
    #expect(desk == ReviewDesk(queue))
    #expect(desk.move(for: .undo) == .nothingToTakeBack, "what came before the review stays")
  }

  @Test func aRemarkStaysOnTheCandidateAndCanBeTakenBack() {
    var desk = ReviewDesk(queue)
    #expect(desk.move(for: .note("look again")) == .remark("look again"))
    desk.noted()
    #expect(desk.place == 0)
    #expect(desk.move(for: .undo) == .takeBack)
    desk.tookBack()
    #expect(desk == ReviewDesk(queue))
  }

  @Test func settledCandidatesArePassedAndUndoFindsItsWayBack() {
    var desk = ReviewDesk(queue)
    desk.judged(.same)
    desk.pass { $0 == queue[1] || $0 == queue[2] }
    #expect(desk.candidate == queue[3])
    desk.judged(.different)
    #expect(desk.candidate == nil)
    desk.pass { _ in true }
    desk.tookBack()
    #expect(desk.candidate == queue[3])
    desk.tookBack()
    #expect(desk.candidate == queue[0])
  }

  @Test func looksMoveNothing() {
    var desk = ReviewDesk(queue)
    let moves = [DeskAnswer.why, .refresh, .help, .quit].map { desk.move(for: $0) }
    #expect(moves == [.explain, .refresh, .help, .leave])
    #expect(desk == ReviewDesk(queue))
  }

  @Test(arguments: [
    ("s", DeskAnswer.same), ("same", .same), ("d", .different), ("u", .unsure), ("k", .skip), ("skip", .skip),
    ("w", .why), ("z", .undo), ("q", .quit), ("?", .help), ("r", .refresh), ("  quit  ", .quit),
    ("same one advice, two wordings ", .judge(.same, because: "one advice, two wordings")),
    ("n  look again", .note("look again")),
    ("unsure\tkitchen only", .judge(.unsure, because: "kitchen only")),
  ])
  func linesAreAnswers(_ line: String, _ answer: DeskAnswer) { #expect(DeskAnswer(line: line) == answer) }

  @Test(arguments: ["", " ", "x", "S", "yes", "n", "note ", "quit now", "skip it", "sämtlich"])
  func otherLinesAreNone(_ line: String) { #expect(DeskAnswer(line: line) == nil) }

  @Test func everyKeyHasItsAnswer() {
    for key in DeskAnswer.keys where key.word != "note" {
      #expect(DeskAnswer(key: key.letter) == DeskAnswer(line: key.word), "\(key.word)")
    }
    #expect(DeskAnswer(key: " ") == .skip)
    #expect(DeskAnswer(key: "n") == nil, "a note wants a line")
    #expect(Set(DeskAnswer.keys.map(\.letter)).count == DeskAnswer.keys.count)
  }
}
