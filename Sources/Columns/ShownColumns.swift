import Basics
import Query
import Tables

/// The columns of a table that its view shows, in the order in which it shows them.
package struct ShownColumns<Source> {
  private let shown: [StudyColumn<Source>]

  package init(_ columns: [StudyColumn<Source>], without left: Set<String> = []) {
    var shown = columns.filter { $0.showing.isShown && $0.showing.place == nil }
    for column in columns where column.showing.isShown {
      guard let place = column.showing.place else { continue }
      let before = shown.firstIndex { $0.schema.name == place } ?? shown.count - 1
      shown.insert(column, at: before + 1)
    }
    self.shown = shown.filter { !left.contains($0.schema.name) }
  }

  package var columns: [Column] { shown.map(\.column) }

  /// What gives the cells of a row.
  package func readers(of source: Source) throws -> [OpenTable.Reader] {
    try shown.map { try $0.reader(source) }
  }

  /// The cells of some rows, in the order in which they are asked for.
  package func rows(_ places: some Collection<Int>, of source: Source, pulse: Pulse = .silent) throws
    -> [[Cell]]
  {
    let readers = try readers(of: source)
    return try places.enumerated().map { index, place in
      if index % 256 == 0 { try pulse.beat("listing", index, places.count) }
      return try readers.map { try $0(place) }
    }
  }
}

extension ShownColumns {
  /// The rows of a table that is made whole.
  package func rows<Row>(_ source: Source) throws -> [[Cell]] where Source == [Row] {
    try rows(source.indices, of: source)
  }
}
