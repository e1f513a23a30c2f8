import Accumulation
import Testing

@Suite struct WindowTests {
  @Test(arguments: [1, 2, 10, 1000])
  func isTheDefinition(length: Int) {
    expectDefinition(.window(length), { naiveMean(Array($0.suffix(length))) }, exact: true)
  }

  @Test func forgetsWhatIsOlder() {
    #expect(estimate(.window(2), [100, 1, 3]) == 2 && estimate(.window(10), [100, 2]) == 51)
  }
}
