import Tables
import Testing

@Suite struct SparklineTests {
  @Test(
    arguments: [
      ([], ""), ([1], "▄"), ([2, 2, 2], "▄▄▄"), ([0, 1], "▁█"), ([1, 0], "█▁"),
      ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"),
      ([-3, 0, 3], "▁▅█"), ([.nan, 0, .infinity, 1], "▁█"), ([.nan], ""),
      ([-1.7e308, 0, 1.7e308], "▁▅█"), ([0, .leastNonzeroMagnitude], "▁█"),
    ] as [([Double], String)])
  func draws(values: [Double], line: String) {
    #expect(sparkline(values) == line)
  }

  @Test func averagesWhatIsTooLong() {
    #expect(sparkline([0, 0, 4, 4, 8, 8], width: 3) == "▁▅█")
    #expect(sparkline((0..<1000).map(Double.init)).count == 12)
    #expect(sparkline([1.7e308, 1.7e308, 0, 0], width: 2) == "█▁")
    #expect(sparkline([1, 2, 3], width: 0) == "▄")
  }
}
