import Query
import Tables

/// A column of a table of the study, said once: what `sql`, `where`, `export` and completion know of it, how its cells
/// are made of `Source`, and how a view shows it.
///
///     .real("mhat", "what the accumulator made of its deltas", .essential) { source in
///       let mhat = try source.analysis.evidence().mhat
///       return { .optional(mhat[$0], places: 2) }
///     }
///
/// The reader is made when somebody reads the column; what is much work stands before its `return`.
package struct StudyColumn<Source>: Sendable {
  package typealias MakeReader = @Sendable (Source) throws -> OpenTable.Reader

  package let schema: ColumnSchema
  package let showing: ColumnShowing
  package let reader: MakeReader
  /// Of a column of tables that may have millions of rows, for whoever takes it whole.
  package private(set) var values: (@Sendable (Source) throws -> ColumnValues)?

  package init(_ schema: ColumnSchema, _ showing: ColumnShowing = .shown, _ reader: @escaping MakeReader) {
    (self.schema, self.showing, self.reader) = (schema, showing, reader)
  }

  package static func whole(
    _ name: String, _ kind: ColumnSchema.Kind, _ summary: String, _ showing: ColumnShowing = .shown,
    _ values: @escaping @Sendable (Source) throws -> ColumnValues
  ) -> StudyColumn {
    var column = StudyColumn(ColumnSchema(name, kind, summary), showing) { try values($0).cell }
    column.values = values
    return column
  }

  package static func integer(
    _ name: String, _ summary: String, _ showing: ColumnShowing = .shown, _ reader: @escaping MakeReader
  ) -> StudyColumn {
    StudyColumn(ColumnSchema(name, .integer, summary), showing, reader)
  }

  package static func real(
    _ name: String, _ summary: String, _ showing: ColumnShowing = .shown, _ reader: @escaping MakeReader
  ) -> StudyColumn {
    StudyColumn(ColumnSchema(name, .real, summary), showing, reader)
  }

  package static func text(
    _ name: String, _ summary: String, _ showing: ColumnShowing = .shown, _ reader: @escaping MakeReader
  ) -> StudyColumn {
    StudyColumn(ColumnSchema(name, .text, summary), showing, reader)
  }

  /// Yes or no to a person, 1 or 0 to SQL.
  package static func flag(
    _ name: String, _ summary: String, _ showing: ColumnShowing = .shown, _ reader: @escaping MakeReader
  ) -> StudyColumn {
    StudyColumn(ColumnSchema(name, .integer, summary), showing.asText, reader)
  }

  /// The same column of another table, which may show it in another way.
  package func shown(_ showing: ColumnShowing) -> StudyColumn { StudyColumn(schema, showing, reader) }

  /// As a view shows it.
  package var column: Column {
    Column(
      schema.name, schema.kind == .text || showing.isText ? .text : .number, flexible: showing.isFlexible,
      essential: showing.isEssential)
  }
}

/// Where and how a view shows a column.
package struct ColumnShowing: Sendable {
  private(set) var isShown = true
  private(set) var isFlexible = false
  private(set) var isEssential = false
  private(set) var isText = false
  /// The column that it stands behind, where that is not the one before it in the catalogue.
  private(set) var place: String?

  package static let shown = ColumnShowing()
  /// Only queries and files have it.
  package static let hidden = ColumnShowing(isShown: false)
  /// May be cut where a screen is narrow.
  package static let long = ColumnShowing(isFlexible: true)
  /// Goes last where a screen is narrow.
  package static let essential = ColumnShowing(isEssential: true)
  package static let essentialLong = ColumnShowing(isFlexible: true, isEssential: true)

  package func behind(_ column: String) -> ColumnShowing {
    var showing = self
    showing.place = column
    return showing
  }

  var asText: ColumnShowing {
    var showing = self
    showing.isText = true
    return showing
  }
}

extension ColumnSchema {
  /// How a whole table shows the column, in a file or to a program.
  package var shown: Column {
    kind == .text ? .text(name, flexible: ColumnSchema.longTexts.contains(name)) : .number(name)
  }

  private static let longTexts: Set = [
    "content", "because", "reason", "meaning", "summary", "first", "second",
  ]
}
