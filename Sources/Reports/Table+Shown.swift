import Tables

extension Table {
  /// Without columns that no row has anything to say in.
  var withoutEmptyColumns: Table {
    taking(columns.indices.filter { index in rows.contains { $0[index] != .missing } })
  }

  /// With its texts behind the first column: what a row is about stays in sight beside however many figures.
  var textsFirst: Table {
    guard columns.count > 8 else { return self }
    let texts = columns.indices.dropFirst().filter { columns[$0].flexible }
    let rest = columns.indices.filter { !texts.contains($0) }
    return taking(rest.prefix(1) + texts + rest.dropFirst())
  }

  private func taking(_ kept: [Int]) -> Table {
    var table = Table(
      name, kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } }, footer: footer)
    table.stacking = stacking
    return table
  }
}
