extension Column {
  public static func text(_ name: String, flexible: Bool = false, essential: Bool = false) -> Column {
    Column(name, .text, flexible: flexible, essential: essential)
  }

  public static func number(_ name: String, essential: Bool = false) -> Column {
    Column(name, .number, essential: essential)
  }
}

extension Cell {
  /// What is not there is missing.
  public static func optional(_ text: String?) -> Cell {
    text.map(Cell.text) ?? .missing
  }

  public static func optional(_ integer: Int?) -> Cell {
    integer.map(Cell.integer) ?? .missing
  }

  public static func optional(_ number: Double?, places: Int) -> Cell {
    number.map { .number($0, places: places) } ?? .missing
  }
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension Cell {
  /// The cell as a person reads it, before anything untrusted in it is made visible.
  var plain: String {
    switch self {
    // Not an empty cell: a reader sees that nothing was left out, and `awk` counts the fields right.
    case .missing: "-"
    case .text(let text): text
    case .integer(let integer): String(integer)
    // A double has no more than seventeen digits to show: three hundred would push all else off the screen.
    case .number(let number, let places):
      number.magnitude < 1e15 || !number.isFinite ? fixed(number, places: places) : number.description
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}
