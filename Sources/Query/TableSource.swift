import Tables

/// What a column of a table holds.
package struct ColumnSchema: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case integer = "INTEGER"
    case real = "REAL"
    case text = "TEXT"
  }

  package let name: String
  package let kind: Kind
  /// One line, without a full stop.
  package let summary: String

  package init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }
}

/// What a table holds.
package struct TableSchema: Sendable, Equatable {
  package let name: String
  package let summary: String
  package let columns: [ColumnSchema]

  package init(_ name: String, _ summary: String, _ columns: [ColumnSchema]) {
    self.name = name
    self.summary = summary
    self.columns = columns
  }
}

/// A table that queries may read.
package protocol TableSource {
  var schema: TableSchema { get }
  /// The table, ready to give values; what is asked of it is made only then.
  func open() throws -> OpenTable
}

/// A table column by column: whoever reads two columns causes the work of two.
package struct OpenTable {
  /// Gives the value of a row.
  package typealias Reader = (Int) throws -> Cell

  package let count: Int
  /// The reader of a column, by its place in the schema. Making one may be much work; reading is little.
  package let reader: (Int) throws -> Reader
  /// The same for whole columns, of those that are made so; nil for the others.
  package let values: (Int) throws -> ColumnValues?

  package init(
    count: Int, values: @escaping (Int) throws -> ColumnValues? = { _ in nil },
    reader: @escaping (Int) throws -> Reader
  ) {
    (self.count, self.values, self.reader) = (count, values, reader)
  }
}
