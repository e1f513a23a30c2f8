import Accumulation
import Testing

@Suite struct ClipTests {
  @Test(arguments: Signal.allCases)
  func boundsWhateverTheSignalGives(signal: Signal) {
    let (values, baseline) = ([9.0, 2, 1, -7], 1.5)
    let plain = deltas(DeltaRule(signal), values, baseline: baseline)
    let clipped = deltas(DeltaRule(signal, clip: 0.4), values, baseline: baseline)
    #expect(clipped == plain.map { abs($0) <= 0.4 ? $0 : ($0 < 0 ? -0.4 : 0.4) })
  }

  @Test func leavesWhatIsWithin() {
    #expect(deltas(DeltaRule(clip: 5), [6, 7, -4, -9], baseline: 1) == [5, 5, -5, -5])
    #expect(deltas(DeltaRule(clip: 100), [6, -4], baseline: 1) == [5, -5])
  }
}
