import GoldenSupport
import Tables
import Testing

/// Cells and intervals on a terminal against slow oracles: the axes are such that every column is known.
@Suite struct PlotKindsTests {
  @Test func cellsShowTheMeanOfWhatTheyHold() {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let count = Int.random(in: 1...300, using: &random)
      let values = (1...count).map { index -> Double? in
        index > 1 && index < count && Bool.random(using: &random) ? nil : .random(in: -6...6, using: &random)
      }
      let points = values.enumerated().compactMap { index, value in
        value.map { Plot.Point(Double(index + 1), 1, value: $0) }
      }
      let plot = Plot(
        "", x: Plot.Axis("x", .whole), y: Plot.Axis("y", .places(["a"])),
        panels: [Plot.Panel("", series: [Plot.Series("s", .cells, points)])],
        shade: Plot.Shade("s", low: -5, high: 5))
      // Two for the margin, one for the name, two for the axis: 55 columns are left.
      let page = plotter(60).render(plot)
      let seen = page.split(separator: "\n", omittingEmptySubsequences: false)[0].dropFirst(5)
      #expect(trimmed(String(seen)) == trimmed(expected(values, room: 55)), "seed \(random.seed)")
      #expect(page.contains("a cell is the mean of") == (count > 55), "seed \(random.seed)")
    }
  }

  private func expected(_ values: [Double?], room: Int) -> String {
    var merged = 1
    while (values.count + merged - 1) / merged > room { merged += 1 }
    let groups = stride(from: 0, to: values.count, by: merged).map { start in
      values[start..<min(start + merged, values.count)].compactMap(\.self)
    }
    return groups.map { group in
      let mean = group.reduce(0, +) / Double(group.count)
      return String(repeating: group.isEmpty ? " " : glyph(mean / 5), count: room / groups.count)
    }.joined()
  }

  private func glyph(_ strength: Double) -> String {
    for (most, filled, hollow) in [(0, "·", "·"), (1.0 / 3, "•", "◦"), (2.0 / 3, "▪", "▫"), (99, "■", "□")]
    where abs(strength) <= most { return strength < 0 ? hollow : filled }
    return "?"
  }

  private func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  @Test func whiskersReachAsFarAsTheyShould() {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let ends = [Double.random(in: -14...14, using: &random), .random(in: -14...14, using: &random)].sorted()
      let middle = Double.random(in: ends[0]...ends[1], using: &random)
      let point = Plot.Point(middle, 1, low: ends[0], high: ends[1])
      let plot = Plot(
        "", x: Plot.Axis("x", range: -10...10), y: Plot.Axis("y", .places(["a"])),
        panels: [Plot.Panel("", series: [Plot.Series("s", .intervals, [point])])])
      let row = Array(plotter(60).render(plot).split(separator: "\n")[0].dropFirst(5))
      var line = [Character](repeating: " ", count: 55)
      if ends[1] >= -10, ends[0] <= 10 {
        for column in column(max(ends[0], -10))...column(min(ends[1], 10)) { line[column] = "─" }
        line[column(max(ends[0], -10))] = ends[0] < -10 ? "◂" : "├"
        let end = column(min(ends[1], 10))
        if ends[1] > 10 || end > column(max(ends[0], -10)) { line[end] = ends[1] > 10 ? "▸" : "┤" }
      }
      if ends[1] < -10 { line[0] = "◂" }
      if ends[0] > 10 { line[54] = "▸" }
      if abs(middle) <= 10 { line[column(middle)] = "●" }
      #expect(trimmed(String(row)) == trimmed(String(line)), "\(ends) \(middle), seed \(random.seed)")
    }
  }

  /// A column holds two dots; the nearest of the 110 counts.
  private func column(_ value: Double) -> Int { Int(((value + 10) / 20 * 109).rounded()) / 2 }

  @Test func everyPlaceHasItsRow() {
    let names = (1...40).map { "unit \($0)" }
    let points = (1...40).map {
      Plot.Point(Double($0), Double($0), low: Double($0) - 2, high: Double($0) + 2)
    }
    let plot = Plot(
      "", x: Plot.Axis("x"), y: Plot.Axis("y", .places(names)),
      panels: [Plot.Panel("", series: [Plot.Series("s", .intervals, points)])])
    let lines = plotter(80).render(plot).split(separator: "\n")
    for (line, name) in zip(lines, names) { #expect(line.contains(" \(name) ┤") && line.contains("●")) }
  }

  /// Where a line crosses a band, it looks as it does without.
  @Test func aBandHidesNothing() {
    let course = Plot.Series("l", .line, (0...20).map { Plot.Point(Double($0), Double($0 * $0 % 11) - 5) })
    let band = Plot.Series("b", .band, (0...20).map { Plot.Point(Double($0), nil, low: -4, high: 7) })
    func page(_ series: [Plot.Series]) -> [String] {
      let plot = Plot(
        "", x: Plot.Axis("x"), y: Plot.Axis("y", range: -8...8), panels: [Plot.Panel("", series: series)])
      return plotter(70).render(plot).split(separator: "\n").prefix(12).map(String.init)
    }
    for (with, without) in zip(page([band, course]), page([course])) {
      let padded = without + String(repeating: " ", count: max(0, with.count - without.count))
      for (seen, drawn) in zip(with, padded) where drawn != " " { #expect(seen == drawn) }
    }
    #expect(page([band, course]) != page([course]))
  }
}
