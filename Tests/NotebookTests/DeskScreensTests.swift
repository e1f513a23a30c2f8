import GoldenSupport
import Testing

/// What people look at most, as terminals of three widths show it.
@Suite struct DeskScreensTests {
  @Test(arguments: [60, 80, 100, 140])
  func readWell(_ width: Int) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let shown = try ["summary", "evidence --limit 6", "merges --limit 4", "conflicts --limit 3", "policies"]
      .map {
        "maa › \($0)\n\(Bench.screen(of: try bench.run($0), width: width))"
      }
    let screens = shown.joined(separator: "\n")
    for line in screens.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    let difference = differenceFromGolden(screens, "desk-\(width).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
