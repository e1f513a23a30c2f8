import Basics
import CSQLite
import SQLite

extension StudyDatabase {
  /// All tables in full as a SQLite file, in pieces. The same tables give the same bytes: a database that is filled in
  /// one order, by inserting alone, and that knows no time.
  package static func file(
    of sources: [any TableSource], pulse: Pulse, _ write: ([UInt8]) throws -> Void
  ) throws {
    let whole = try StudyDatabase(sources.map(\.schema))
    for source in sources { try whole.fill(source, Array(source.schema.columns.indices), pulse) }
    try whole.serialized { image in
      for start in stride(from: 0, to: image.count, by: pieceSize) {
        try pulse.beat("writing", start, image.count)
        try write(Array(image[start..<min(image.count, start + pieceSize)]))
      }
    }
  }

  private static let pieceSize = 1 << 20

  /// SQLite's image of the database lives while `body` runs.
  private func serialized(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var size: sqlite3_int64 = 0
    guard let image = database.api.serialize(database.connection, "main", &size, 0) else {
      throw QueryFault.tooMuchMemory
    }
    defer { database.api.free(image) }
    try body(UnsafeRawBufferPointer(start: image, count: Int(size)))
  }
}
