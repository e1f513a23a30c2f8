import Characters
import GoldenSupport
import Tables
import Testing

@Suite struct PlotRendererTests {
  @Test(arguments: [20, 40, 80, 120], [false, true])
  func looksAsRecorded(width: Int, styled: Bool) {
    let page = plots.map { plotter(width, styled: styled).render($0) }.joined(separator: "\n")
    #expect(differenceFromGolden(page, "plot-\(width)\(styled ? "-styled" : "").txt") == nil)
  }

  @Test func colourChangesNothingElse() {
    for plot in plots {
      let plain = plotter(80).render(plot)
      #expect(unstyled(plotter(80, styled: true).render(plot)) == plain)
    }
  }

  @Test func saysThatThereIsNothing() {
    let gaps = Plot.Series("gap", .line, [Plot.Point(1, nil), Plot.Point(2, .nan), Plot.Point(.infinity, 3)])
    for series in [[], [gaps]] {
      let plot = Plot("none", x: Plot.Axis("x"), y: Plot.Axis("y"), panels: [Plot.Panel("", series: series)])
      #expect(plotter(80).render(plot) == "  none\n  (nothing to draw)\n")
    }
  }

  @Test func neverExceedsTheWidthNorLeavesSpaces() {
    var random = SeededGenerator.announced()
    for _ in 0..<1000 {
      let plot = randomPlot(&random)
      let width = Int.random(in: 20...160, using: &random)
      let page = plotter(width).render(plot)
      for line in page.split(separator: "\n") {
        #expect(displayWidth(String(line)) <= width, "seed \(random.seed)")
      }
      #expect(!page.contains(" \n") && page.hasSuffix("\n"), "seed \(random.seed)")
      #expect(unstyled(plotter(width, styled: true).render(plot)) == page, "seed \(random.seed)")
    }
  }

  @Test func rangesThatNumbersHardlyHold() {
    let most = Double.greatestFiniteMagnitude
    let pairs: [(Double, Double)] = [
      (-most, most), (most, most), (0, most), (Double.leastNonzeroMagnitude, .leastNormalMagnitude),
      (1e300, 1e300), (1, 1.0.nextUp), (-1e-300, 0),
      (1e15, 1e15 + 2), (0.1, 0.3), (-0.0, 0),
    ]
    for (low, high) in pairs {
      for scale in [Plot.Axis.Scale.continuous, .whole, .places(["a"])] {
        let series = Plot.Series("s", .points, [Plot.Point(low, high), Plot.Point(high, low)])
        let plot = Plot(
          "t", x: Plot.Axis("x", scale), y: Plot.Axis("y"), panels: [Plot.Panel("", series: [series])])
        let page = plotter(60).render(plot)
        #expect(page.contains("•"), "\(low) to \(high)")
        #expect(!page.contains("inf") && !page.contains("nan"), "\(low) to \(high)")
      }
    }
  }
}

/// Dots against a slow oracle: the ends of the axes are fixed, so that every dot's place is known.
@Suite struct PlotDotsTests {
  private static let (columns, rows) = (50, 10)

  @Test func everyFinitePointLandsWhereItShould() {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let points = (0..<Int.random(in: 51...90, using: &random)).map { _ in
        Plot.Point(.random(in: 0...10, using: &random), .random(in: -10...10, using: &random))
      }
      let seen = dots(of: Plot.Series("s", .points, points))
      let expected = Set(points.map { nearest($0) })
      #expect(seen == expected, "seed \(random.seed)")
    }
  }

  /// Every dot of a line is within half a dot of the true one, and no column or row between its ends is missed.
  @Test func linesAreStraightAndWhole() {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let ends = (0..<2).map { _ in
        Plot.Point(.random(in: 0...10, using: &random), .random(in: -10...10, using: &random))
      }
      let seen = dots(of: Plot.Series("s", .line, ends))
      let (a, b) = (nearest(ends[0]), nearest(ends[1]))
      let (width, height) = (abs(b.x - a.x), abs(b.y - a.y))
      #expect(
        seen.contains(a) && seen.contains(b) && seen.count == max(width, height) + 1, "seed \(random.seed)")
      for dot in seen where max(width, height) > 0 {
        // Twice the area between the dot and the line, over the longer side: the distance along the shorter.
        let area = abs((b.x - a.x) * (dot.y - a.y) - (b.y - a.y) * (dot.x - a.x))
        #expect(2 * area <= max(width, height), "seed \(random.seed)")
      }
    }
  }

  @Test func aGapBreaksALine() {
    let points = [Plot.Point(0, 0), Plot.Point(4, nil), Plot.Point(10, 0)]
    #expect(dots(of: Plot.Series("s", .line, points)).count == 2)
  }

  @Test func tenThousandPoints() {
    let points = (0..<10_000).map { Plot.Point(Double($0) / 1000, Double($0 % 21) - 10) }
    #expect(dots(of: Plot.Series("s", .points, points)) == Set(points.map { nearest($0) }))
  }

  private struct Dot: Hashable {
    let x: Int
    let y: Int
  }

  /// By trying them all.
  private func nearest(_ point: Plot.Point) -> Dot {
    func place(_ share: Double, _ count: Int) -> Int {
      (0..<count).min { left, right in
        let (a, b) = (
          abs(Double(left) / Double(count - 1) - share), abs(Double(right) / Double(count - 1) - share)
        )
        return a == b ? left > right : a < b
      } ?? 0
    }
    let (wide, high) = (2 * Self.columns, 4 * Self.rows)
    return Dot(x: place(point.x / 10, wide), y: high - 1 - place(((point.y ?? 0) + 10) / 20, high))
  }

  /// What a reader of the screen sees, dot by dot.
  private func dots(of series: Plot.Series) -> Set<Dot> {
    let plot = Plot(
      "", x: Plot.Axis("x", range: 0...10), y: Plot.Axis("y", range: -10...10),
      panels: [Plot.Panel("", series: [series])], rows: Self.rows)
    // Two for the margin, three for "-10", two for the axis.
    let lines = plotter(Self.columns + 7).render(plot).split(separator: "\n").prefix(Self.rows)
    var dots: Set<Dot> = []
    for (row, line) in lines.enumerated() {
      for (column, scalar) in line.unicodeScalars.dropFirst(7).enumerated()
      where scalar.value & 0xFF00 == 0x2800 {
        for (bit, place) in Self.places.enumerated() where scalar.value >> bit & 1 == 1 {
          dots.insert(Dot(x: 2 * column + place.0, y: 4 * row + place.1))
        }
      }
    }
    return dots
  }

  /// Unicode numbers the dots of braille 1 to 8: three down the left, three down the right, then the lowest two.
  private static let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
}

func plotter(_ width: Int, styled: Bool = false) -> PlotRenderer {
  PlotRenderer(width: width, measure: { displayWidth(of: $0) }, show: { visible($0) }, styled: styled)
}

private func unstyled(_ text: String) -> String {
  // By scalars: an accent would hide the end of a code in a character of its own.
  text.replacing(/\u{1b}\[[0-9]*m/.matchingSemantics(.unicodeScalar), with: "")
}
