import GoldenSupport
import Tables
import Testing

@Suite struct SVGRendererTests {
  @Test(arguments: plots.indices)
  func looksAsRecorded(index: Int) {
    #expect(differenceFromGolden(SVGRenderer().render(plots[index]), "plot-\(index + 1).svg") == nil)
  }

  @Test func looksAsRecordedOnATelephone() {
    #expect(differenceFromGolden(SVGRenderer(width: 360).render(plots[0]), "plot-1-360.svg") == nil)
  }

  @Test func isWellFormedWhateverItShows() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let plot = randomPlot(&random)
      let width = Int.random(in: 0...1200, using: &random)
      let text = SVGRenderer(width: width).render(plot)
      do {
        let root = try StrictXML.read(text)
        check(root, "seed \(random.seed)")
      } catch {
        Issue.record("\(error), seed \(random.seed)")
      }
      #expect(!text.contains("nan") || plot.title.contains("nan"), "seed \(random.seed)")
    }
  }

  /// What a page needs to hold it: a name, nothing that runs or loads, no names that two of them would share.
  private func check(_ root: XMLElement, _ seed: Comment) {
    #expect(root.name == "svg" && root.attributes["role"] == "img", seed)
    #expect(root.attributes["xmlns"] == "http://www.w3.org/2000/svg", seed)
    #expect(root.children.prefix(3).map(\.name) == ["title", "desc", "style"], seed)
    let known: Set = ["svg", "title", "desc", "style", "rect", "g", "path", "text"]
    for element in root.all {
      #expect(known.contains(element.name), seed)
      let names = element.attributes.keys
      #expect(!names.contains { $0 == "id" || $0.hasPrefix("on") || $0.hasSuffix("href") }, seed)
    }
    #expect(root.children[2].text.contains(".maa-plot{") && !root.children[2].text.contains("url("), seed)
    checkPlaces(root, seed)
  }

  /// Every path begins and every text stands within the drawing.
  private func checkPlaces(_ root: XMLElement, _ seed: Comment) {
    let box = (root.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
    guard box.count == 4 else {
      Issue.record("no viewBox, \(seed)")
      return
    }
    for element in root.all where element.name == "text" {
      let place = [element.attributes["x"], element.attributes["y"]].map { $0.flatMap { Double($0) } ?? -1 }
      #expect(0 <= place[0] && place[0] <= box[2] && 0 <= place[1] && place[1] <= box[3], seed)
    }
    for element in root.all where element.name == "path" && element.attributes["transform"] == nil {
      for start in starts(element.attributes["d"] ?? "") {
        #expect(-1 <= start.x && start.x <= box[2] + 1 && -1 <= start.y && start.y <= box[3] + 1, seed)
      }
    }
  }

  @Test func hostileTextsStayText() throws {
    let text = "</title><script>alert(1)</script><!-- ]]> &amp; \" ' \u{0}\u{1b}\u{202e}\u{ffff} javascript:"
    let plot = Plot(
      text, x: Plot.Axis(text, .places([text])), y: Plot.Axis(text),
      panels: [
        Plot.Panel(
          text, series: [Plot.Series(text, .points, [Plot.Point(1, 1)])],
          marks: [Plot.Mark(x: 1, .ring, text)])
      ])
    let root = try StrictXML.read(SVGRenderer().render(plot))
    let shown =
      "</title><script>alert(1)</script><!-- ]]> &amp; \" ' \\u{0}\\u{1b}\\u{202e}\\u{ffff} javascript:"
    #expect(root.children[0].text == shown)
    #expect(root.all.filter { $0.text == shown }.count >= 2)
  }

  /// In the order of their places, each dot stands where its share of the axis says.
  @Test func pointsStandWhereTheyShould() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<100 {
      var points = [Plot.Point(0, -10), Plot.Point(10, 10)]
      for _ in 0..<20 {
        points.append(Plot.Point(.random(in: 0...10, using: &random), .random(in: -10...10, using: &random)))
      }
      let dots = try dots(of: points)
      #expect(dots.count == points.count, "seed \(random.seed)")
      for (point, dot) in zip(points, dots) {
        let x = dots[0].x + (dots[1].x - dots[0].x) * point.x / 10
        let y = dots[0].y + (dots[1].y - dots[0].y) * ((point.y ?? 0) + 10) / 20
        #expect(abs(x - dot.x) <= 0.11 && abs(y - dot.y) <= 0.11, "seed \(random.seed)")
      }
    }
  }

  private func dots(of points: [Plot.Point]) throws -> [(x: Double, y: Double)] {
    let plot = Plot(
      "", x: Plot.Axis("", range: 0...10), y: Plot.Axis("", range: -10...10),
      panels: [Plot.Panel("", series: [Plot.Series("", .points, points)])])
    let root = try StrictXML.read(SVGRenderer().render(plot))
    let paths = root.all.compactMap { $0.attributes["d"] }.filter { $0.hasSuffix("h0") }
    return paths.last.map(starts) ?? []
  }

  /// An edge that comes from beyond the axis enters it where the straight line does, not at the last point before.
  @Test func aBandIsCutWhereItLeavesTheAxis() throws {
    let points = [Plot.Point(0, nil, low: -5, high: 30), Plot.Point(10, nil, low: -5, high: 0)]
    let plot = Plot(
      "", x: Plot.Axis("", range: 0...10), y: Plot.Axis("", range: -10...10),
      panels: [Plot.Panel("", series: [Plot.Series("", .band, points)])])
    let band = try StrictXML.read(SVGRenderer().render(plot)).all.last {
      $0.attributes["fill-opacity"] != nil
    }
    let places = numbers(band?.attributes["d"] ?? "")
    try #require(places.count == 6)
    // From 30 to 0 the edge passes 10 after two thirds of the way; a panel is 260 high, from -10 to 10.
    let (left, right) = (places[0].x, places[2].x)
    #expect(abs(places[1].x - (left + (right - left) * 2 / 3)) <= 0.11)
    #expect(places.map(\.y) == [0, 0, 130, 195, 195, 195])
  }

  /// Of a hundred thousand points only what is seen is drawn, and the highest and the lowest are.
  @Test func thinsHonestly() throws {
    var random = SeededGenerator.announced()
    var points = (0..<100_000).map { Plot.Point(Double($0), .random(in: -1...1, using: &random)) }
    points[31_415].y = 9
    points[75_000].y = -9
    points[50_000].y = nil
    let plot = Plot(
      "", x: Plot.Axis(""), y: Plot.Axis("", range: -10...10),
      panels: [Plot.Panel("", series: [Plot.Series("", .line, points)])])
    let text = SVGRenderer().render(plot)
    #expect(text.utf8.count < 60_000)
    let path = try StrictXML.read(text).all.compactMap {
      $0.attributes["transform"] == nil ? nil : $0.attributes["d"]
    }
    let heights = path.flatMap { numbers($0) }.map(\.y)
    // A panel is 260 high, from -10 to 10.
    #expect(heights.max() == 247 && heights.min() == 13, "seed \(random.seed)")
    #expect(path.first?.filter { $0 == "M" }.count == 2)
  }

  /// The places at which the pieces of a path begin.
  private func starts(_ data: String) -> [(x: Double, y: Double)] {
    data.split(separator: "M").compactMap { piece in
      let numbers = piece.split { !"0123456789.-".contains($0) }.prefix(2).compactMap { Double($0) }
      return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }
  }

  private func numbers(_ data: String) -> [(x: Double, y: Double)] {
    data.split { "MLHVZh".contains($0) }.compactMap { piece in
      let pair = piece.split(separator: " ").compactMap { Double($0) }
      return pair.count == 2 ? (pair[0], pair[1]) : nil
    }
  }
}
