import Accumulation
import Analyses
import Studies
import Testing

/// The mechanism alone: what is noticed, verified, cut off early and kept.
@Suite struct StageTests {
  private static let notes = StudyInput<Int> { $0.noteCount }
  private static let position = StudyInput<Int> { $0.position ?? 0 }

  private static let doubled = Stage<Int>(keeps: 3) { reader in 2 * (try reader(notes)) }
  private static let parity = Stage<Int>(keeps: 3, same: ==) { reader in try reader(notes) % 2 }
  private static let placed = Stage<Int>(keeps: 3) { reader in
    10 * (try reader(parity)) + (try reader(position))
  }

  private static let seen = Recorder<[Int]>()
  private static let following: StageFamily<Int, Int> = StageFamily(keeps: 3) { reader, step in
    let notes = try reader(notes)
    seen.record(reader.kept(following))
    seen.record(try reader.standing(following).map(\.value))
    return 100 * notes + step
  }

  private let stages = Stages()

  private func study(notes: Int = 0, position: Int? = nil) -> Study {
    var study = Study()
    (study.noteCount, study.position) = (notes, position)
    return study
  }

  private func look(_ study: Study, pulse: Pulse = .silent) -> StageLook {
    StageLook(study, stages, StageMeans(pulse: pulse))
  }

  @Test func onlyWhatIsReadCounts() throws {
    #expect(try look(study(notes: 3)).value(StageTests.doubled) == 6)
    #expect(try look(study(notes: 3, position: 7)).value(StageTests.doubled) == 6)
    #expect(stages.timesMade(StageTests.doubled) == 1)
    #expect(try look(study(notes: 4, position: 7)).value(StageTests.doubled) == 8)
    #expect(stages.timesMade(StageTests.doubled) == 2)
  }

  @Test func undoFindsOldValues() throws {
    for notes in [1, 2, 3, 2, 1, 3] {
      #expect(try look(study(notes: notes)).value(StageTests.doubled) == 2 * notes)
    }
    #expect(stages.timesMade(StageTests.doubled) == 3)
  }

  @Test func noMoreIsKeptThanTheStageSays() throws {
    for notes in 1...4 { _ = try look(study(notes: notes)).value(StageTests.doubled) }
    // The first is gone; what was used last stays longest.
    _ = try look(study(notes: 2)).value(StageTests.doubled)
    #expect(stages.timesMade(StageTests.doubled) == 4)
    _ = try look(study(notes: 1)).value(StageTests.doubled)
    _ = try look(study(notes: 2)).value(StageTests.doubled)
    #expect(stages.timesMade(StageTests.doubled) == 5)
    _ = try look(study(notes: 3)).value(StageTests.doubled)
    #expect(stages.timesMade(StageTests.doubled) == 6)
  }

  @Test func anEqualResultLeavesStandingWhatReadIt() throws {
    #expect(try look(study(notes: 1, position: 4)).value(StageTests.placed) == 14)
    #expect(try look(study(notes: 3, position: 4)).value(StageTests.placed) == 14)
    #expect(stages.timesMade(StageTests.parity) == 2 && stages.timesMade(StageTests.placed) == 1)
    #expect(try look(study(notes: 4, position: 4)).value(StageTests.placed) == 4)
    #expect(stages.timesMade(StageTests.parity) == 3 && stages.timesMade(StageTests.placed) == 2)
  }

  @Test func verifyingStopsAtTheFirstReadThatDiffers() throws {
    let costly = Stage<Int>(keeps: 2) { reader in try reader(StageTests.notes) }
    let choosing = Stage<Int>(keeps: 2) { reader in
      try reader(StageTests.position) > 0 ? try reader(costly) : 0
    }
    #expect(try look(study(notes: 5, position: 1)).value(choosing) == 5)
    // The body would not read the costly stage any more, and it is not made in order to verify.
    #expect(try look(study(notes: 6)).value(choosing) == 0)
    #expect(stages.timesMade(costly) == 1 && stages.timesMade(choosing) == 2)
  }

  @Test func aStudyIsVerifiedOnce() throws {
    let counter = CallCounter()
    let input = StudyInput<Int> { study in
      counter.add()
      return study.noteCount
    }
    let stage = Stage<Int>(keeps: 1) { reader in try reader(input) }
    let look = look(study())
    for _ in 0..<5 { _ = try look.value(stage) }
    #expect(counter.count == 1)
    let again = self.look(study())
    for _ in 0..<5 { _ = try again.value(stage) }
    #expect(counter.count == 2 && stages.timesMade(stage) == 1)
  }

  @Test func whatThrowsKeepsNothing() throws {
    let failing = Stage<Int>(keeps: 2) { reader in
      let notes = try reader(StageTests.notes)
      try reader.pulse.beat("failing", 0, 0)
      return notes
    }
    let stopped = Pulse { _, _, _ in throw Interrupted() }
    #expect(throws: Interrupted.self) { try look(study(), pulse: stopped).value(failing) }
    #expect(throws: Interrupted.self) { try look(study(), pulse: stopped).value(failing) }
    #expect(stages.timesMade(failing) == 2)
    #expect(try look(study()).value(failing) == 0)
    // A pulse is a means: nothing is made again for another one.
    #expect(try look(study(), pulse: stopped).value(failing) == 0)
    #expect(stages.timesMade(failing) == 3)
  }

  @Test func aReadThatThrewHoldsForNoOtherLook() throws {
    let lenient = Stage<Int>(keeps: 2) { reader in
      (try? reader(StudyInputs.log)) == nil ? 0 : 1
    }
    #expect(try look(study()).value(lenient) == 0)
    var loaded = study()
    loaded.log = LoadedLog(TraceLog())
    #expect(try look(loaded).value(lenient) == 1)
    #expect(try look(study()).value(lenient) == 0)
  }

  @Test func whatWasDroppedLeavesStandingWhatReadIt() throws {
    let small = Stage<Int>(keeps: 1) { reader in try reader(StageTests.notes) }
    let above = Stage<Int>(keeps: 4) { reader in try reader(small) + 1 }
    for notes in [1, 2, 3, 1, 2] { #expect(try look(study(notes: notes)).value(above) == notes + 1) }
    #expect(stages.timesMade(small) == 3 && stages.timesMade(above) == 3)
  }

  @Test func peekingMakesNothing() throws {
    #expect(try look(study()).peek(StageTests.placed) == nil)
    #expect(stages.timesMade(StageTests.parity) == 0)
    _ = try look(study(notes: 1)).value(StageTests.placed)
    #expect(try look(study(notes: 1)).peek(StageTests.placed) == 10)
    // Parity would have to be made to know.
    #expect(try look(study(notes: 3)).peek(StageTests.placed) == nil)
    #expect(stages.timesMade(StageTests.parity) == 1)
    _ = try look(study(notes: 3)).value(StageTests.parity)
    #expect(try look(study(notes: 3)).peek(StageTests.placed) == 10)
  }

  @Test func valuesOfAStageWithAParameterAreKeptByIt() throws {
    let times = StageFamily<Int, Int>(keeps: 2) { reader, factor in factor * (try reader(StageTests.notes)) }
    let first = look(study(notes: 3))
    #expect(try first.value(times, 2) == 6 && first.value(times, 5) == 15 && first.value(times, 2) == 6)
    #expect(stages.timesMade(times) == 2)
    #expect(try first.value(times, 7) == 21)
    // One shelf for all: the first is gone.
    #expect(try look(study(notes: 3)).value(times, 5) == 15 && look(study(notes: 3)).value(times, 7) == 21)
    #expect(stages.timesMade(times) == 3)
    #expect(try look(study(notes: 3)).value(times, 2) == 6)
    #expect(stages.timesMade(times) == 4)
  }

  @Test func aBodySeesWhatIsKeptAndWhatStands() throws {
    _ = try look(study(notes: 1)).value(StageTests.following, 1)
    _ = try look(study(notes: 2)).value(StageTests.following, 1)
    _ = try look(study(notes: 2)).value(StageTests.following, 2)
    #expect(StageTests.seen.all == [[], [], [101], [], [101, 201], [201]])
  }

  @Test func whatIsSpentIsMadeAnew() throws {
    let stage = Stage<CallCounter>(keeps: 2, isSpent: { $0.count > 0 }) { reader in
      _ = try reader(StageTests.notes)
      return CallCounter()
    }
    let look = look(study())
    let first = try look.value(stage)
    #expect(try look.value(stage) === first)
    first.add()
    let second = try look.value(stage)
    #expect(second !== first && stages.timesMade(stage) == 2)
    #expect(try self.look(study()).value(stage) === second)
  }
}
