/// One value of a table.
public enum Cell: Sendable, Equatable {
  case missing
  case text(String)
  case integer(Int)
  /// `places` is how many digits a person is shown; data formats write the number in full.
  case number(Double, places: Int)
  case flag(Bool)
}

/// What stands over a column, and how the column may be fitted to a screen.
public struct Column: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case text
    case number
  }

  /// Plain ASCII, the same on the screen, in CSV, JSON and SQL.
  public var name: String
  public var kind: Kind
  /// Its cells may be cut on a narrow screen.
  public var flexible: Bool
  /// On a narrow screen it goes after all others. The first column of a table always stays.
  public var essential: Bool

  public init(_ name: String, _ kind: Kind = .text, flexible: Bool = false, essential: Bool = false) {
    self.name = name
    self.kind = kind
    self.flexible = flexible
    self.essential = essential
  }
}

/// Rows of cells under named columns.
///
///     var table = Table("evidence", [.text("unit"), .number("n"), .text("content", flexible: true)])
///     table.append([.text("U1"), .integer(11), .text("switch to the next container")])
///     let screen = TerminalRenderer().render(table)
public struct Table: Sendable, Equatable {
  public var name: String
  public let columns: [Column]
  public private(set) var rows: [[Cell]] = []
  /// What a person is told below the rows; data formats leave it out.
  public var footer: String?
  /// A terminal shows the first rows only, and says so.
  public var isCutOnScreens = false
  /// How its texts stand below its rows where a screen is narrow; nil leaves columns out.
  public var stacking: Stacking?

  public init(_ name: String, _ columns: [Column], rows: [[Cell]] = [], footer: String? = nil) {
    self.name = name
    self.columns = columns
    self.footer = footer
    append(contentsOf: rows)
  }

  /// Appends a row, which has a cell for each column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row of \(row.count) cells in table \(name)")
    rows.append(row)
  }

  public mutating func append(contentsOf rows: some Sequence<[Cell]>) {
    for row in rows { append(row) }
  }

  /// How many rows of a long answer a terminal shows.
  public static let screenRows = 200

  /// As a terminal shows it.
  public var onScreen: Table {
    guard isCutOnScreens, rows.count > Table.screenRows else { return self }
    let notice = "\(Table.screenRows) of \(rows.count) rows · --limit N or --wide shows more"
    var shown = Table(
      name, columns, rows: Array(rows.prefix(Table.screenRows)),
      footer: [notice, footer].compactMap { $0 }.joined(separator: "\n"))
    shown.stacking = stacking
    return shown
  }
}
