import TraceLogs

/// A table that is still written, on its way into a log: a batch counts when the next one begins, for until then it may get
/// more rows. So batches must stand one behind the other, in the order in which a whole table has them.
package struct GrowingRows {
  private let file: String
  private var reader: RowReader
  private var facts: TableFacts
  private var records: any BatchedRows
  private var draft: LogDraft
  private var lines = 0
  /// The batch whose rows are held.
  private var open: Int?
  /// Rows of whole batches.
  package private(set) var rowCount = 0

  /// `head` is how it begins, the first line at least; `map` and `rows` are the flags of tables.
  package init(_ file: String, head: [UInt8], map: String?, rowsInBatch: Int, lenient: Bool) throws {
    let ending = file.split(separator: ".").last?.lowercased() ?? ""
    guard let (form, names) = RowFile.form(head, ending: ending, isTable: true), form != .list else {
      throw ImportFault.nothing(path: file, format: "table", why: "it begins with no heading and no object")
    }
    var columns = try ColumnMap(map)
    columns.guess(from: names)
    guard let kind = columns.kind else { throw ColumnMap.unusual(names, in: file) }
    let isDated = columns[.batch] ?? columns[.epoch] != nil
    guard isDated || kind == .tasks || kind == .arms else {
      throw ImportFault.badFlag(
        "map", seen: columns.text, expected: "a column that is the batch, for a table that grows")
    }
    self.file = file
    reader = RowReader(form, file)
    facts = TableFacts(columns, rowsInBatch: rowsInBatch, lenient: lenient)
    records = kind.rows
    draft = LogDraft(source: LogDraft.name(ofPath: file))
    draft.settle("map", columns.text)
  }

  package var map: String { facts.map.text }

  package mutating func take(_ line: ArraySlice<UInt8>) throws {
    lines += 1
    var plain = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    if lines == 1, plain.starts(with: [0xEF, 0xBB, 0xBF]) { plain = plain.dropFirst(3) }
    guard let row = try reader.take(plain, lines) else { return }
    let before = facts.rowCount
    try facts.take(row, file, &draft.account)
    guard facts.rowCount > before, let new = facts.lastBatch, new != open else { return }
    if let open {
      guard facts.isInOrder(new, behind: open) else {
        throw ImportFault.unfit(
          file: file, place: row.place, seen: "batch \(facts.batches[new])",
          expected: "batches in their order, each whole, in a table that grows")
      }
      close(butLast: 1)
    }
    open = new
  }

  /// No more rows will come.
  package mutating func close() throws {
    try reader.end()
    close(butLast: 0)
    open = nil
  }

  private mutating func close(butLast count: Int) {
    let rows = facts.takeRows(butLast: count)
    records.write(rows, facts, into: &draft)
    rowCount += rows.count
  }

  package var batchCount: Int { draft.bank.builder.log.batches.count }

  /// Of whole batches; what comes later is appended to it. Complexity: O(names of items and places).
  package var log: TraceLog? {
    guard rowCount > 0 else { return nil }
    var log = draft.bank.builder.log
    log.symbols = draft.bank.builder.symbols.texts
    return log
  }

  /// With the rows that are held, and with all that is to be said of them: what a reading of the whole gives.
  package func finished() throws -> (log: TraceLog, account: ImportAccount) {
    var whole = self
    try whole.close()
    whole.records.tell(whole.facts, &whole.draft.account)
    return whole.draft.finish()
  }
}
