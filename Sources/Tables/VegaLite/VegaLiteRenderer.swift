/// A plot as a specification of Vega-Lite 5, with its numbers in full: for notebooks, and for whoever wants to draw it
/// in another way.
///
/// What comes from outside stands in data, titles and parameters, never in an expression.
public struct VegaLiteRenderer: Sendable {
  public init() {}

  public func render(_ plot: Plot) -> String {
    var title: [(key: String, value: JSONTree)] = [("text", .shown(plot.title)), ("anchor", "start")]
    if let panel = plot.panels.first, plot.panels.count == 1, !panel.title.isEmpty {
      title.append(("subtitle", .shown(panel.title)))
    }
    var members: [(key: String, value: JSONTree)] = [
      ("$schema", "https://vega.github.io/schema/vega-lite/v5.json"), ("title", .object(title)),
      ("description", .shown(PlotDescription(plot).text)), ("config", VegaLiteRenderer.config),
    ]
    guard let frame = VegaLiteFrame(plot) else {
      members.append(("data", ["values": [["text": "nothing to draw"]]]))
      members.append(("mark", "text"))
      members.append(("encoding", ["text": ["field": "text", "type": "nominal"]]))
      return JSONTree.object(members).lines
    }
    members.append(("params", .list(frame.names)))
    let panels = plot.panels.map { VegaLitePanel(frame, $0) }
    if panels.count == 1 {
      members += panels[0].members
    } else {
      members.append(("vconcat", .list(panels.map { .object($0.members) })))
    }
    return JSONTree.object(members).lines
  }

  private static let config: JSONTree = [
    "font": "system-ui, sans-serif",
    "view": ["stroke": .null],
    "axis": ["gridColor": .text(SVGStyle.rule), "domainColor": .text(SVGStyle.axis), "labelLimit": 300],
    "legend": [
      "orient": "top", "direction": "horizontal", "labelLimit": 300, "columns": 4, "symbolOpacity": 1,
    ],
    "concat": ["spacing": 12],
  ]
}

/// The axes that all panels share, and the colours of what is named in the legend.
struct VegaLiteFrame {
  let plot: Plot
  let extent: PlotExtent
  let shade: Plot.Shade?
  /// Each with the index of its colour, its shape and its dash.
  private let keys: [PlotKey]

  /// Nil where there is nothing to draw.
  init?(_ plot: Plot) {
    guard let extent = PlotExtent(plot), !plot.panels.isEmpty else { return nil }
    (self.plot, self.extent, shade) = (plot, extent, plot.shadeOfCells)
    var keys: [PlotKey] = []
    for key in PlotKey.all(of: plot) where !keys.contains(where: { $0.label == key.label }) {
      keys.append(key)
    }
    self.keys = keys
  }

  /// The names of places and series, as parameters: expressions only point at them.
  var names: [JSONTree] {
    let lists = [
      ("xNames", plot.x.scale.names), ("yNames", plot.y.scale.names), ("seriesNames", keys.map(\.label)),
    ]
    return lists.compactMap { name, names in
      names.map { ["name": .text(name), "value": .list($0.map(JSONTree.shown))] }
    }
  }

  /// Gives each row the name of what it belongs to.
  func naming(_ label: String) -> JSONTree {
    let index = keys.firstIndex { $0.label == label } ?? 0
    return ["calculate": .text("seriesNames[\(index)]"), "as": "series"]
  }

  let width: Double = 640

  var height: Double {
    if plot.y.scale.isPlaces { return (extent.y.upperBound - extent.y.lowerBound).rounded() * 18 }
    return plot.panels.count < 2 ? 260 : plot.panels.count < 3 ? 180 : 130
  }

  func x(_ field: String, lanes: Int, isLast: Bool) -> JSONTree {
    let title: JSONTree = isLast ? .shown(plot.x.label) : .null
    var axis: [(key: String, value: JSONTree)] = [("title", title), ("grid", .flag(plot.y.scale.isPlaces))]
    if plot.x.scale != .continuous { axis.append(("tickMinStep", 1)) }
    if plot.x.scale.isPlaces { axis.append(("labelExpr", "xNames[datum.value - 1] || ''")) }
    if lanes > 0 { axis.append(("offset", .count(14 * lanes + 4))) }
    return [
      "field": .text(field), "type": "quantitative", "scale": scale(extent.x, nice: false),
      "axis": .object(axis),
    ]
  }

  func y(_ field: String) -> JSONTree {
    guard let names = plot.y.scale.names else {
      var axis: [(key: String, value: JSONTree)] = [("title", .shown(plot.y.label))]
      if plot.y.scale == .whole { axis.append(("tickMinStep", 1)) }
      return [
        "field": .text(field), "type": "quantitative",
        "scale": scale(extent.y, nice: plot.y.range == nil), "axis": .object(axis),
      ]
    }
    let places = names.indices.map { Double($0 + 1) }.filter(extent.y.contains).map(JSONTree.number)
    return [
      "field": .text(field), "type": "quantitative", "scale": scale(extent.y, nice: false, reverse: true),
      "axis": [
        "title": .shown(plot.y.label), "values": .list(places), "labelOverlap": false,
        "grid": .flag(extent.cellWidth == 0), "labelExpr": "yNames[datum.value - 1]", "maxExtent": 330,
      ],
    ]
  }

  private func scale(_ range: ClosedRange<Double>, nice: Bool, reverse: Bool = false) -> JSONTree {
    var members: [(key: String, value: JSONTree)] = []
    if range.lowerBound < range.upperBound {
      members.append(("domain", [.number(range.lowerBound), .number(range.upperBound)]))
    }
    members += [("nice", .flag(nice)), ("zero", false)]
    if reverse { members.append(("reverse", true)) }
    return .object(members)
  }

  /// A colour, a shape or a dash by the name of what a row belongs to.
  func channel(_ range: (PlotKey.Sign) -> JSONTree) -> JSONTree {
    [
      "field": "series", "type": "nominal",
      "scale": ["domain": .list(keys.map { .shown($0.label) }), "range": .list(keys.map { range($0.sign) })],
      "legend": legend,
    ]
  }

  /// Where nothing has a shape, lines are shown as lines.
  private var legend: JSONTree {
    let hasShapes = keys.contains { key in
      switch key.sign {
      case .series(.line, _, _), .series(.band, _, _): false
      default: true
      }
    }
    return hasShapes ? ["title": .null] : ["title": .null, "symbolType": "stroke"]
  }
}

extension PlotKey.Sign {
  var colour: JSONTree {
    switch self {
    case .series(_, let colour, _): .text(SVGStyle.colour(colour))
    case .mark(let symbol): .text(SVGStyle.colour(symbol.colour))
    }
  }

  var shape: JSONTree {
    switch self {
    case .series(.line, _, _): "stroke"
    case .series(.band, _, _): "square"
    case .series(_, _, let variant): .text(["circle", "square", "diamond", "cross"][variant % 4])
    case .mark(.triangle), .mark(.openTriangle): "triangle-up"
    case .mark(.cross): "M-1,-1L1,1M1,-1L-1,1"
    case .mark(.ring): "circle"
    }
  }

  var dash: JSONTree {
    guard case .series(.line, _, let variant) = self else { return [1, 0] }
    return ([[1, 0], [7, 4], [1.5, 4], [10, 4, 2, 4]] as [JSONTree])[variant % 4]
  }
}
