/// One panel as layers, from the one at the bottom to the one on top.
struct VegaLitePanel {
  private let frame: VegaLiteFrame
  private let panel: Plot.Panel

  init(_ frame: VegaLiteFrame, _ panel: Plot.Panel) {
    (self.frame, self.panel) = (frame, panel)
  }

  typealias Members = [(key: String, value: JSONTree)]

  var members: Members {
    var members: Members = []
    if frame.plot.panels.count > 1, !panel.title.isEmpty {
      members.append(("title", ["text": .shown(panel.title), "anchor": "start", "fontWeight": "normal"]))
    }
    return members + [
      ("width", .number(frame.width)), ("height", .number(frame.height)), ("layer", .list(layers)),
    ]
  }

  private var layers: [JSONTree] {
    var layers: [JSONTree] = []
    for look in PlotLook.all(of: panel, .cells) { layers.append(cells(look)) }
    for look in PlotLook.all(of: panel, .band) { layers.append(band(look)) }
    layers += zeroLines
    for look in PlotLook.all(of: panel, .line) { layers.append(line(look)) }
    for look in PlotLook.all(of: panel, .intervals) {
      layers += VegaLiteIntervals(frame, look, of: panel, encoding: position).layers
    }
    for look in PlotLook.all(of: panel, .points) { layers.append(points(look)) }
    for symbol in Plot.Mark.Symbol.allCases { layers += marks(symbol) }
    // A panel without layers is none, and one without axes says nothing.
    return layers.isEmpty || panel.series.isEmpty ? [bare] + layers : layers
  }

  private func position(_ x: String, _ y: String) -> Members {
    [("x", frame.x(x, lanes: lanes.count, isLast: panel == frame.plot.panels.last)), ("y", frame.y(y))]
  }

  private var bare: JSONTree {
    ["data": ["values": []], "mark": "point", "encoding": .object(position("x", "y"))]
  }

  private var zeroLines: [JSONTree] {
    [("y", frame.plot.y), ("x", frame.plot.x)].filter(\.1.hasZeroLine).map { channel, _ in
      [
        "data": ["values": [[:]]], "mark": ["type": "rule", "color": .text(SVGStyle.axis)],
        "encoding": .object([(channel, ["datum": 0])]),
      ]
    }
  }

  private func rows(_ look: PlotLook, _ row: (Plot.Point) -> Members) -> JSONTree {
    ["values": .list(look.series.points.map { .object(row($0)) })]
  }

  /// Paths follow the order of x unless told otherwise.
  private func isInOrder(_ points: [Plot.Point]) -> Bool {
    points.allSatisfy(\.x.isFinite) && zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x }
  }

  private func path(_ look: PlotLook, _ mark: JSONTree, _ encoding: Members, _ row: (Plot.Point) -> Members)
    -> JSONTree
  {
    let points = look.series.points
    if isInOrder(points) {
      return [
        "data": rows(look, row), "transform": [frame.naming(look.series.name)], "mark": mark,
        "encoding": .object(encoding),
      ]
    }
    let values = points.enumerated().map { JSONTree.object(row($1) + [("order", .count($0))]) }
    let order: JSONTree = ["field": "order", "type": "quantitative"]
    return [
      "data": ["values": .list(values)], "transform": [frame.naming(look.series.name)], "mark": mark,
      "encoding": .object(encoding + [("order", order)]),
    ]
  }

  private func line(_ look: PlotLook) -> JSONTree {
    let encoding =
      position("x", "y") + [
        ("color", frame.channel(\.colour)),
        ("strokeDash", frame.channel(\.dash)),
      ]
    let mark: JSONTree = ["type": "line", "clip": isClipped, "strokeWidth": 1.8]
    return path(look, mark, encoding) { [("x", .number($0.x)), ("y", .optional($0.y))] }
  }

  private func band(_ look: PlotLook) -> JSONTree {
    let encoding =
      position("x", "low") + [
        ("y2", ["field": "high"]), ("color", frame.channel(\.colour)),
      ]
    let mark: JSONTree = ["type": "area", "clip": true, "opacity": 0.18]
    let (least, most) = (frame.extent.y.lowerBound, frame.extent.y.upperBound)
    return path(look, mark, encoding) { point in
      // What reaches to infinity reaches to the end of the axis.
      let ends = point.ends.map { (max($0.low, least), min($0.high, most)) }
      let open = point.low?.isFinite == false || point.high?.isFinite == false
      return [
        ("x", .number(point.x)), ("low", .optional(open ? ends?.0 : point.low)),
        ("high", .optional(open ? ends?.1 : point.high)),
      ]
    }
  }

  private var isClipped: JSONTree { .flag(frame.plot.x.range != nil || frame.plot.y.range != nil) }

  private func points(_ look: PlotLook) -> JSONTree {
    let encoding =
      position("x", "y") + [
        ("color", frame.channel(\.colour)), ("shape", frame.channel(\.shape)),
      ]
    return [
      "data": rows(look) { [("x", .number($0.x)), ("y", .optional($0.y))] },
      "transform": [frame.naming(look.series.name)],
      "mark": ["type": "point", "filled": true, "size": 36, "opacity": 1], "encoding": .object(encoding),
    ]
  }

  private func cells(_ look: PlotLook) -> JSONTree {
    let (width, height) = (frame.extent.cellWidth / 2, frame.extent.cellHeight / 2)
    func side(_ field: String, _ sign: String, _ half: Double, _ name: String) -> JSONTree {
      ["calculate": .text("datum.\(field) \(sign) \(JSONText.number(half))"), "as": .text(name)]
    }
    let colour: JSONTree = [
      "field": "value", "type": "quantitative", "title": .shown(frame.shade?.label ?? ""),
      "scale": shadeScale,
      "legend": ["title": .shown(frame.shade?.label ?? "")],
    ]
    return [
      "data": rows(look) { [("x", .number($0.x)), ("y", .optional($0.y)), ("value", .optional($0.value))] },
      "transform": [
        ["filter": "isValid(datum.value) && isValid(datum.x) && isValid(datum.y)"],
        side("x", "-", width, "left"), side("x", "+", width, "right"),
        side("y", "-", height, "low"), side("y", "+", height, "high"),
      ],
      "mark": ["type": "rect", "clip": true],
      "encoding": .object(
        position("left", "low") + [("x2", ["field": "right"]), ("y2", ["field": "high"]), ("color", colour)]),
    ]
  }

  private var shadeScale: JSONTree {
    let shade = frame.shade ?? Plot.Shade("", low: 0, high: 0)
    var (domain, range): ([JSONTree], [JSONTree]) = ([], [])
    if shade.low < 0 {
      domain.append(.number(shade.low))
      range.append(.text(SVGStyle.low))
    }
    domain.append(.number(min(max(0, shade.low), shade.high)))
    range.append("#f2f2f2")
    if shade.high > 0 {
      domain.append(.number(shade.high))
      range.append(.text(SVGStyle.high))
    }
    return domain.count < 2
      ? ["clamp": true] : ["domain": .list(domain), "range": .list(range), "clamp": true]
  }

  /// Symbols of marks that stand under the panel, each in a row of its own.
  private var lanes: [Plot.Mark.Symbol] {
    Plot.Mark.Symbol.allCases.filter { symbol in panel.marks.contains { $0.symbol == symbol && $0.y == nil } }
  }

  private func marks(_ symbol: Plot.Mark.Symbol) -> [JSONTree] {
    let marks = panel.marks.filter { $0.symbol == symbol && $0.x.isFinite }
    let under = marks.filter { $0.y == nil }
    let within = marks.filter { $0.y?.isFinite == true }
    let lane = lanes.firstIndex(of: symbol) ?? 0
    let below: JSONTree = ["value": .number(frame.height + 14 * Double(lane) + 10)]
    return labels(of: under).map { label in layer(under, label, symbol, y: below) }
      + labels(of: within).map { label in layer(within, label, symbol, y: frame.y("y")) }
  }

  private func labels(of marks: [Plot.Mark]) -> [String] {
    marks.reduce(into: []) { labels, mark in
      if !labels.contains(mark.label) { labels.append(mark.label) }
    }
  }

  private func layer(_ marks: [Plot.Mark], _ label: String, _ symbol: Plot.Mark.Symbol, y: JSONTree)
    -> JSONTree
  {
    let values = marks.filter { $0.label == label }.map { mark -> JSONTree in
      mark.y.map { ["x": .number(mark.x), "y": .number($0)] } ?? ["x": .number(mark.x)]
    }
    let mark: JSONTree = [
      "type": "point", "size": 60, "filled": .flag(symbol == .triangle), "clip": false, "opacity": 1,
    ]
    let encoding: Members = [
      ("x", position("x", "y")[0].value), ("y", y), ("color", frame.channel(\.colour)),
      ("shape", frame.channel(\.shape)),
    ]
    return [
      "data": ["values": .list(values)], "transform": [frame.naming(label)], "mark": mark,
      "encoding": .object(encoding),
    ]
  }
}
