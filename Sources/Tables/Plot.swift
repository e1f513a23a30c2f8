/// A picture of numbers as a value: panels one above the other that share both axes. A renderer per output
/// draws it.
///
///     var panel = Plot.Panel("U1")
///     panel.series = [Plot.Series("mhat", .line, [Plot.Point(1, 2.5), Plot.Point(2, nil), Plot.Point(3, 1)])]
///     let plot = Plot("course", x: Plot.Axis("batch", .whole), y: Plot.Axis("mhat"), panels: [panel])
///     let screen = PlotRenderer(width: 80).render(plot)
public struct Plot: Sendable, Equatable {
  public var title: String
  public var x: Axis
  public var y: Axis
  public var panels: [Panel]
  /// What the colours of cells stand for, where there are cells.
  public var shade: Shade?
  /// How many rows of a terminal a panel takes; nil leaves it to the renderer.
  public var rows: Int?

  public init(_ title: String, x: Axis, y: Axis, panels: [Panel] = [], shade: Shade? = nil, rows: Int? = nil)
  {
    self.title = title
    self.x = x
    self.y = y
    self.panels = panels
    self.shade = shade
    self.rows = rows
  }

  /// The values of cells: the one colour towards `low`, the other towards `high`, and none at zero, or at the end that is
  /// nearer to zero where both lie on one side of it. What lies beyond is drawn as what lies at the end.
  public struct Shade: Sendable, Equatable {
    public var label: String
    public var low: Double
    public var high: Double

    public init(_ label: String, low: Double, high: Double) {
      self.label = label
      self.low = low
      self.high = high
    }
  }

  public struct Axis: Sendable, Equatable {
    public enum Scale: Sendable, Equatable {
      case continuous
      /// Only whole numbers are labelled.
      case whole
      /// 1, 2, 3… stand for things in an order; these are their names. Upright, the first stands at the top.
      case places([String])
    }

    public var label: String
    public var scale: Scale
    /// Nil: as far as the values reach. What lies outside is not drawn.
    public var range: ClosedRange<Double>?
    /// Zero is on the axis, and a line is drawn across the panel there.
    public var hasZeroLine: Bool

    public init(
      _ label: String, _ scale: Scale = .continuous, range: ClosedRange<Double>? = nil, zeroLine: Bool = false
    ) {
      self.label = label
      self.scale = scale
      self.range = range
      self.hasZeroLine = zeroLine
    }
  }

  public struct Panel: Sendable, Equatable {
    public var title: String
    public var series: [Series]
    public var marks: [Mark]

    public init(_ title: String, series: [Series] = [], marks: [Mark] = []) {
      self.title = title
      self.series = series
      self.marks = marks
    }
  }

  public struct Series: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
      case line
      case points
      /// The area between `low` and `high` of its points, which are heights. It has the colour of the line that
      /// comes after it in its panel, or else before it.
      case band
      /// Points with whiskers from `low` to `high`, which lie along x. An end that is infinite or out of range is
      /// drawn as an arrow.
      case intervals
      /// A rectangle around each point, coloured by its value.
      case cells
    }

    public var name: String
    public var kind: Kind
    public var points: [Point]

    public init(_ name: String, _ kind: Kind, _ points: [Point]) {
      self.name = name
      self.kind = kind
      self.points = points
    }
  }

  public struct Point: Sendable, Equatable {
    public var x: Double
    /// Nil, or a number that is not finite, is a gap: a line is broken there.
    public var y: Double?
    /// How far a band or an interval reaches.
    public var low: Double?
    public var high: Double?
    /// What a cell is coloured by; nil leaves it blank.
    public var value: Double?

    public init(_ x: Double, _ y: Double?, low: Double? = nil, high: Double? = nil, value: Double? = nil) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
      self.value = value
    }
  }

  /// Something that happened at `x`.
  public struct Mark: Sendable, Equatable {
    /// Told apart by their form.
    public enum Symbol: Int, Sendable, CaseIterable {
      case triangle, cross, ring, openTriangle
    }

    public var x: Double
    /// Nil puts the mark under the panel, where it hides nothing.
    public var y: Double?
    public var symbol: Symbol
    /// What marks of this symbol mean, for the legend.
    public var label: String

    public init(x: Double, y: Double? = nil, _ symbol: Symbol, _ label: String) {
      self.x = x
      self.y = y
      self.symbol = symbol
      self.label = label
    }
  }
}
