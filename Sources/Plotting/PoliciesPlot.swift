import Answers
import Memory
import Tables
import Views

/// Policies side by side: by the true worth of what they kept, or, where no worth is planted, by how much they applied.
package struct PoliciesPlot {
  private let policies: [JudgedPolicy]
  private let figures: [PolicyFigures]

  package init(_ policies: [JudgedPolicy]) {
    self.policies = policies
    figures = policies.map(\.figures)
  }

  package func answer() throws -> Answer {
    let table = try PoliciesView.table(policies)
    return Answer([.plot(plot(), data: table)] + (table.footer.map { [.said($0)] } ?? []))
  }

  private func plot() -> Plot {
    let isPlanted = figures.contains { $0.worth != nil }
    func points(_ name: String, _ value: (PolicyFigures) -> Double?) -> Plot.Series {
      Plot.Series(
        name, .points,
        figures.enumerated().compactMap { place, figures in
          value(figures).map { Plot.Point($0, Double(place + 1)) }
        })
    }
    let series =
      isPlanted
      ? [points("at the end") { $0.worth?.gain }, points("mean over the batches") { $0.worth?.area }]
      : [points("applied") { Double($0.applied) }]
    return Plot(
      isPlanted ? "what memory is worth under each policy" : "how much each policy applies",
      x: isPlanted
        ? Plot.Axis("true effect of memory", zeroLine: true) : Plot.Axis("units applied", .whole),
      y: Plot.Axis(
        "policy", .places(figures.map(\.kind.rawValue)), range: 1...Double(max(1, figures.count))),
      panels: [Plot.Panel("", series: series)])
  }
}
