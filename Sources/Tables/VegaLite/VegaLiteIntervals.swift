/// Intervals as layers: whiskers, arrows where they leave the axis, and points.
struct VegaLiteIntervals {
  private let frame: VegaLiteFrame
  private let look: PlotLook
  private let shift: Double
  private let encoding: (_ x: String, _ y: String) -> VegaLitePanel.Members

  init(
    _ frame: VegaLiteFrame, _ look: PlotLook, of panel: Plot.Panel,
    encoding: @escaping (_ x: String, _ y: String) -> VegaLitePanel.Members
  ) {
    (self.frame, self.look, self.encoding) = (frame, look, encoding)
    let count = PlotLook.all(of: panel, .intervals).count
    shift = (Double(look.variant) - Double(count - 1) / 2) * 5
  }

  var layers: [JSONTree] {
    let data: JSONTree = ["values": .list(look.series.points.map { .object(row($0)) })]
    return [
      layer(
        data, "isValid(datum.from) && isValid(datum.to)", ["type": "rule", "strokeWidth": 1.6],
        encoding("from", "y") + [("x2", ["field": "to"])]),
      arrow(data, "from", "low", "triangle-left"), arrow(data, "to", "high", "triangle-right"),
      layer(
        data, "isValid(datum.x)", ["type": "point", "filled": true, "size": 40, "clip": true, "opacity": 1],
        encoding("x", "y") + [("shape", frame.channel(\.shape))]),
    ]
  }

  /// `low` and `high` are what is known, `from` and `to` what of it lies on the axis.
  private func row(_ point: Plot.Point) -> VegaLitePanel.Members {
    var (from, to): (Double?, Double?)
    let range = frame.extent.x
    if let ends = point.ends {
      if ends.high >= range.lowerBound { to = min(ends.high, range.upperBound) }
      if ends.low <= range.upperBound { from = max(ends.low, range.lowerBound) }
      if from == nil { to = range.upperBound } else if to == nil { from = range.lowerBound }
    }
    return [
      ("x", .number(point.x)), ("y", .optional(point.y)), ("low", .optional(point.low)),
      ("high", .optional(point.high)), ("from", .optional(from)), ("to", .optional(to)),
    ]
  }

  private func arrow(_ data: JSONTree, _ end: String, _ full: String, _ shape: String) -> JSONTree {
    layer(
      data, "isValid(datum.\(end)) && datum.\(end) !== datum.\(full)",
      ["type": "point", "shape": .text(shape), "filled": true, "size": 50, "opacity": 1], encoding(end, "y"))
  }

  private func layer(
    _ data: JSONTree, _ filter: String, _ mark: VegaLitePanel.Members, _ encoding: VegaLitePanel.Members
  ) -> JSONTree {
    let shifts: VegaLitePanel.Members = shift == 0 ? [] : [("yOffset", .number(shift))]
    let colour = frame.channel(\.colour)
    return [
      "data": data, "transform": [["filter": .text(filter)], frame.naming(look.series.name)],
      "mark": .object(mark + shifts),
      "encoding": .object(encoding + [("color", colour)]),
    ]
  }

  private func layer(
    _ data: JSONTree, _ filter: String, _ mark: KeyValuePairs<String, JSONTree>,
    _ encoding: VegaLitePanel.Members
  ) -> JSONTree {
    layer(data, filter, mark.map { (key: $0.key, value: $0.value) }, encoding)
  }
}
