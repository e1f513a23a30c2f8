import GoldenSupport
import Tables

func line(_ name: String, _ values: [Double?]) -> Plot.Series {
  Plot.Series(name, .line, values.enumerated().map { Plot.Point(Double($0 + 1), $1) })
}

let plots: [Plot] = [
  Plot(
    "a course with marks", x: Plot.Axis("batch", .places((1...12).map { "\($0 + 100)" })),
    y: Plot.Axis("m̂", zeroLine: true),
    panels: [
      Plot.Panel(
        "U1   check the 微波炉 first, \u{1b}[31mthen the oven and every other place",
        series: [
          line("m̂", [3, 4, 2, 1, nil, -1, -2, 0, 1, 3, 4, 4.5]),
          Plot.Series("delta", .points, [Plot.Point(1, 3), Plot.Point(4, -2.5), Plot.Point(12, 5)]),
        ],
        marks: [
          Plot.Mark(x: 2, .triangle, "applied"), Plot.Mark(x: 2, .cross, "evicted"),
          Plot.Mark(x: 7, .ring, "skipped"), Plot.Mark(x: 8, y: 4, .openTriangle, "noted"),
        ])
    ]),
  Plot(
    "three lines", x: Plot.Axis("tau", range: 0...1), y: Plot.Axis("units"),
    panels: [
      Plot.Panel(
        "",
        series: (1...3).map { slope in
          Plot.Series(
            "line \(slope)", .line, (0...10).map { Plot.Point(Double($0) / 10, Double($0 * slope) * 1e7) })
        })
    ], rows: 6),
  Plot(
    "two panels", x: Plot.Axis("n", .whole), y: Plot.Axis("share"),
    panels: [
      Plot.Panel("constant", series: [line("share", [0.25, 0.25, 0.25])]),
      Plot.Panel("one point", series: [line("share", [nil, 0.5])]),
    ]),
  Plot(
    "tiny", x: Plot.Axis("x"), y: Plot.Axis("y"),
    panels: [Plot.Panel("", series: [line("y", [-2e-9, 3e-9])])], rows: 4),
  trajectory, forest, scenes, heat, longHeat,
]

/// A course with the interval of its mean, one end of which is out of range.
private let trajectory = Plot(
  "m̂ with its interval", x: Plot.Axis("batch", .places((1...9).map { "\($0)" })),
  y: Plot.Axis("m̂", range: -4...6, zeroLine: true),
  panels: [
    Plot.Panel(
      "U1",
      series: [
        Plot.Series(
          "interval of the mean", .band,
          (1...9).map { index -> Plot.Point in
            let (x, half) = (Double(index), 9 / Double(index))
            return index == 5 ? Plot.Point(x, nil) : Plot.Point(x, 1, low: 1 - half, high: 1 + half)
          }),
        line("m̂", [3, 2, 1.5, 1, nil, 1, 1.5, 1, 1]),
        Plot.Series("delta", .points, (1...9).map { Plot.Point(Double($0), Double($0 * 7 % 5) - 1) }),
      ], marks: [Plot.Mark(x: 3, .triangle, "applied")])
  ], rows: 8)

private let forest = Plot(
  "units", x: Plot.Axis("mean delta", range: -3...3, zeroLine: true),
  y: Plot.Axis(
    "unit",
    .places([
      "U1  stable", "U2  <b>&\"\u{1b}[31m", "U3  " + String(repeating: "long ", count: 30), "U4", "U5  微波炉",
    ])),
  panels: [
    Plot.Panel(
      "",
      series: [
        Plot.Series(
          "mean, with its interval", .intervals,
          [
            Plot.Point(1, 1, low: 0.5, high: 1.5), Plot.Point(-1, 2, low: -.infinity, high: 0.25),
            Plot.Point(2, 3, low: -2, high: 8), Plot.Point(0, 4), Plot.Point(9, 5, low: 8, high: 10),
          ])
      ])
  ])

private let scenes = Plot(
  "two scenes", x: Plot.Axis("mean delta", zeroLine: true), y: Plot.Axis("unit", .places(["U1", "U2"])),
  panels: [
    Plot.Panel(
      "",
      series: [
        Plot.Series("heat", .intervals, (1...2).map { Plot.Point(2, Double($0), low: 1, high: 3) }),
        Plot.Series("cool", .intervals, (1...2).map { Plot.Point(-2, Double($0), low: -4, high: 0) }),
      ])
  ])

private let heat = Plot(
  "deltas", x: Plot.Axis("batch", .whole), y: Plot.Axis("unit", .places(["U1", "U2", "U3"])),
  panels: [Plot.Panel("", series: [Plot.Series("delta", .cells, cells(columns: 7))])],
  shade: Plot.Shade("delta", low: -6, high: 12))

private let longHeat = Plot(
  "more batches than columns", x: Plot.Axis("batch", .whole),
  y: Plot.Axis("unit", .places(["U1", "U2", "U3"])),
  panels: [Plot.Panel("", series: [Plot.Series("delta", .cells, cells(columns: 700))])])

/// Every third is not there; one is zero.
private func cells(columns: Int) -> [Plot.Point] {
  (1...3).flatMap { row in
    (1...columns).filter { ($0 + row) % 3 > 0 }.map { column in
      Plot.Point(Double(column), Double(row), value: Double((column * 5 + row * 4) % 19 - 6))
    }
  }
}

func randomPlot(_ random: inout SeededGenerator) -> Plot {
  let sizes: [Double] = [1e-300, 1e-9, 1, 1000, 1e12, 1e300]
  let size = sizes.randomElement(using: &random) ?? 1
  let isUpright = Int.random(in: 0..<3, using: &random) > 0
  func number() -> Double {
    if Int.random(in: 0..<20, using: &random) == 0 {
      return [Double.nan, .infinity, -.infinity, 0].randomElement(using: &random) ?? 0
    }
    return .random(in: -1...1, using: &random) * size
  }
  func height() -> Double { isUpright ? number() : Double(Int.random(in: 0...5, using: &random)) }
  func maybe() -> Double? { Int.random(in: 0..<9, using: &random) == 0 ? nil : number() }
  let panels = (0..<Int.random(in: 0...3, using: &random)).map { index in
    var panel = Plot.Panel(["", "U1 微波炉 \u{7}", String(repeating: "long ", count: 40)][index])
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let kind =
        [Plot.Series.Kind.line, .points, .band, .intervals, .cells].randomElement(using: &random) ?? .line
      let count = Int.random(in: 0...200, using: &random)
      let points = (0..<count).map { _ in
        Plot.Point(number(), height(), low: maybe(), high: maybe(), value: maybe())
      }
      panel.series.append(Plot.Series(randomText(&random), kind, points))
    }
    panel.marks = (0..<Int.random(in: 0...9, using: &random)).map { _ in
      let symbol = Plot.Mark.Symbol.allCases.randomElement(using: &random) ?? .ring
      return Plot.Mark(
        x: number(), y: Bool.random(using: &random) ? nil : height(), symbol, "a mark \(symbol)")
    }
    return panel
  }
  let scale = [Plot.Axis.Scale.continuous, .whole, .places(["1", "two", "微波"])].randomElement(using: &random)
  let upright = [Plot.Axis.Scale.continuous, .whole].randomElement(using: &random) ?? .whole
  let names = (0..<4).map { _ in randomText(&random, upTo: 60) }
  return Plot(
    randomText(&random), x: Plot.Axis("x", scale ?? .whole, zeroLine: Bool.random(using: &random)),
    y: Plot.Axis("y", isUpright ? upright : .places(names), zeroLine: Bool.random(using: &random)),
    panels: panels, shade: Bool.random(using: &random) ? Plot.Shade("s", low: number(), high: number()) : nil,
    rows: Int.random(in: 0...14, using: &random))
}
