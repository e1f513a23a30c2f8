import Basics
import SQLite
import Tables

extension StudyDatabase {
  /// Fills what is read and not there yet.
  func fill(_ read: [String: Set<String>], from sources: [any TableSource], pulse: Pulse) throws {
    for source in sources {
      guard let names = read[source.schema.name] else { continue }
      let wanted = source.schema.columns.indices.filter {
        names.contains(source.schema.columns[$0].name.lowercased())
      }
      try fill(source, wanted, pulse)
    }
  }

  func fill(_ source: any TableSource, _ wanted: [Int], _ pulse: Pulse) throws {
    let (name, known) = (source.schema.name, filled[source.schema.name])
    let missing = wanted.filter { !(known?.contains($0) ?? false) }
    guard known == nil || !missing.isEmpty else { return }
    let table = try source.open()
    let readers = try missing.map(table.reader)
    let columns = missing.map { StudyDatabase.quoted(source.schema.columns[$0].name) }
    // The first columns make the rows, later ones are added to them.
    let sql =
      known == nil
      ? "INSERT INTO \(StudyDatabase.quoted(name)) (\((["rowid"] + columns).joined(separator: ", "))) VALUES (\((1...columns.count + 1).map { "?\($0)" }.joined(separator: ", ")))"
      : "UPDATE \(StudyDatabase.quoted(name)) SET \(columns.enumerated().map { "\($1) = ?\($0 + 2)" }.joined(separator: ", ")) WHERE rowid = ?1"
    do {
      try database.transaction("BEGIN") {
        try write(table.count, readers, with: try PreparedStatement(sql, on: database), name, pulse)
      }
    } catch {
      isSpent = true
      throw error
    }
    filled[name, default: []].formUnion(missing)
    counts[name] = table.count
  }

  private func write(
    _ count: Int, _ readers: [OpenTable.Reader], with statement: PreparedStatement, _ name: String,
    _ pulse: Pulse
  ) throws {
    var row = RowBuffer(columns: readers.count)
    for index in 0..<count {
      if index % 1_024 == 0 { try pulse.beat("filling \(name)", index, count) }
      try statement.bind(1, index + 1)
      row.removeAll()
      for reader in readers { row.append(try reader(index)) }
      longestFilled = max(longestFilled, row.byteCount)
      try row.withBindings(of: statement, from: 2) { _ = try statement.next() }
      statement.reset()
    }
  }
}

/// A row's values on their way into SQLite: its texts lie in one buffer that is used again, so that none is copied
/// twice.
private struct RowBuffer {
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Of all its texts.
  var byteCount: Int { bytes.count }

  init(columns: Int) { cells.reserveCapacity(columns) }

  mutating func removeAll() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  mutating func append(_ cell: Cell) {
    cells.append(cell)
    if case .text(let text) = cell { bytes.append(contentsOf: text.utf8) }
    ends.append(bytes.count)
  }

  /// The bytes stay where they are while `body` runs, which is as long as SQLite reads them.
  func withBindings(of statement: PreparedStatement, from first: Int32, _ body: () throws -> Void) throws {
    try bytes.withUnsafeBytes { bytes in
      for (index, cell) in cells.enumerated() {
        let place = first + Int32(index)
        switch cell {
        case .missing: try statement.bindNull(place)
        case .text:
          let start = index == 0 ? 0 : ends[index - 1]
          try statement.bind(place, text: UnsafeRawBufferPointer(rebasing: bytes[start..<ends[index]]))
        case .integer(let integer): try statement.bind(place, integer)
        case .number(let number, _): try statement.bind(place, number)
        case .flag(let flag): try statement.bind(place, flag ? 1 : 0)
        }
      }
      try body()
    }
  }
}
