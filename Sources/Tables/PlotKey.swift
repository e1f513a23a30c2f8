/// An entry of a legend: a sign and what it means.
struct PlotKey: Equatable {
  enum Sign: Equatable {
    case series(Plot.Series.Kind, colour: Int, variant: Int)
    case mark(Plot.Mark.Symbol)
  }

  let sign: Sign
  let label: String

  /// Each once, in the order in which they come. What cells mean, their shade says.
  static func all(of plot: Plot) -> [PlotKey] {
    var keys: [PlotKey] = []
    func add(_ key: PlotKey) {
      if !keys.contains(key) { keys.append(key) }
    }
    for look in plot.panels.flatMap(PlotLook.all) where !look.series.points.isEmpty {
      if look.series.kind == .cells { continue }
      let sign = Sign.series(look.series.kind, colour: look.colour, variant: look.variant)
      add(PlotKey(sign: sign, label: look.series.name))
    }
    for symbol in Plot.Mark.Symbol.allCases {
      for mark in plot.panels.lazy.flatMap(\.marks) where mark.symbol == symbol {
        add(PlotKey(sign: .mark(symbol), label: mark.label))
      }
    }
    return keys
  }
}
