import Foundation
import GoldenSupport
import Tables
import Testing

@Suite struct VegaLiteRendererTests {
  @Test(arguments: plots.indices)
  func looksAsRecorded(index: Int) {
    #expect(differenceFromGolden(VegaLiteRenderer().render(plots[index]), "plot-\(index + 1).vl.json") == nil)
  }

  @Test func isValidAndHoldsAllNumbers() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let plot = randomPlot(&random)
      let json = VegaLiteRenderer().render(plot)
      let object = try #require(try parsed(json) as? [String: Any], "seed \(random.seed)")
      #expect(object["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
      guard object["params"] != nil else { continue }
      let layers = dictionaries(object).filter { $0["mark"] != nil }
      for series in plot.panels.flatMap(\.series) where series.kind == .line || series.kind == .points {
        let same = layers.contains { isSame($0, series) }
        #expect(same, "seed \(random.seed)")
      }
    }
  }

  /// Texts from a log stand in data, titles and parameters: an expression made of them would run.
  @Test func expressionsHoldNoTexts() throws {
    var random = SeededGenerator.announced()
    let allowed =
      /(xNames|yNames|seriesNames|isValid|datum|value|from|low|high|left|right|to|e|x|y|[0-9.+\-\[\]()&|!=' ])*/
    for _ in 0..<300 {
      let object = try parsed(VegaLiteRenderer().render(randomPlot(&random)))
      for dictionary in dictionaries(object) {
        for key in ["calculate", "filter", "labelExpr", "expr", "signal", "test"] {
          guard let expression = dictionary[key] as? String else { continue }
          #expect(try allowed.wholeMatch(in: expression) != nil, "\(expression), seed \(random.seed)")
        }
      }
    }
  }

  @Test func nothingToDraw() throws {
    let plot = Plot("none", x: Plot.Axis("x"), y: Plot.Axis("y"))
    #expect(VegaLiteRenderer().render(plot).contains("nothing to draw"))
  }

  private func parsed(_ json: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(json.utf8))
  }

  private func dictionaries(_ value: Any) -> [[String: Any]] {
    if let list = value as? [Any] { return list.flatMap(dictionaries) }
    guard let object = value as? [String: Any] else { return [] }
    return [object] + object.values.flatMap(dictionaries)
  }

  private func isSame(_ layer: [String: Any], _ series: Plot.Series) -> Bool {
    let rows = ((layer["data"] as? [String: Any])?["values"] as? [[String: Any]]) ?? []
    return rows.count == series.points.count
      && zip(rows, series.points).allSatisfy { isNear($0["x"], $1.x) && isNear($0["y"], $1.y) }
  }

  /// Foundation is off in the last digit; a number that is none is null.
  private func isNear(_ value: Any?, _ number: Double?) -> Bool {
    guard let number, number.isFinite else { return value is NSNull }
    guard let value = (value as? NSNumber)?.doubleValue else { return false }
    return abs(value / 2 - number / 2) <= abs(number) * 1e-14 + 1e-300
  }
}
