import Importing

/// Tables of scores, however they are called.
enum TableFormat: ImportFormat {
  static let manual = FormatManual(
    name: "table", title: "tables of scores or outcomes: CSV, TSV, JSON, JSON Lines",
    recognizes: """
      Files of separated values with a heading, JSON Lines, or a JSON list of objects, whose columns have usual names or \
      are named by --map. Packed files (gzip, zstd) are read as they are.
      """,
    reads: """
      Every row. Columns mean what --map says: \(ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")); the rest is \
      guessed by usual names, and the guess is said. --map baseline=0.5 is one baseline for all; --map arms=a+b names \
      columns that are arms, --map arm=method a column whose words are.
      """,
    makes: """
      With id or content and score: a row values an item in a batch beside its baseline; an item that is named again is \
      valued again, and one whose text changed is a modification. With arms: each arm is a proposal, valued on every task \
      beside the arm that is the baseline. With task and outcome: tasks with the items in their context, and with held \
      and propensity (a number, or m1=0.1;m7=0.5) the lots of an experiment. With content alone: additions. Batches are in the order of their numbers or dates.
      """,
    loses: "All columns that mean nothing here.",
    flags: [
      ImportFlag("map", "what columns mean: batch=epoch,id=rule_id,score=acc"),
      ImportFlag("rows", "tasks in a batch, where no column says it", default: "1"),
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(50) where file.ending != "md" {
      guard let rows = try RowFile(file, in: source) else { continue }
      guard var map = try? ColumnMap(nil) else { continue }
      map.guess(from: rows.names)
      if map.kind != nil, map.kind != .proposals { return .perhaps }
    }
    return .no
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    guard let rowsInBatch = request["rows"].flatMap({ Int($0) }), rowsInBatch > 0 else {
      throw ImportFault.badFlag("rows", seen: request["rows"] ?? "", expected: "a whole number from 1 on")
    }
    let files = try source.files.inNaturalOrder().compactMap { try RowFile($0, in: source) }
    guard let first = files.first else {
      throw ImportFault.nothing(path: source.path, format: "table", why: "no file is a table with a heading")
    }
    let map = try map(request["map"], first, files, source)
    func isAlike(_ file: RowFile) -> Bool { !file.isSeparated || map.fits(file.names) }
    var facts = TableFacts(map, rowsInBatch: rowsInBatch, lenient: request.lenient)
    for file in files where isAlike(file) {
      try file.forEachRow(source) { row in try facts.take(row, source.shown(file.file), &draft.account) }
    }
    draft.account.leftOut("a table with other columns", count: files.count { !isAlike($0) })
    if !map.guessed.isEmpty { draft.account.guessed("--map \(map.text)") }
    draft.settle("map", map.text)
    guard !facts.rows.isEmpty else {
      throw ImportFault.nothing(path: source.path, format: "table", why: "there is no row below the heading")
    }
    try facts.write(into: &draft, pulse: request.pulse)
  }

  private static func map(
    _ text: String?, _ first: RowFile, _ files: [RowFile], _ source: ImportSource
  ) throws -> ColumnMap {
    var map = try ColumnMap(text)
    for (role, names) in map.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where role != .baseline
    {
      if let stranger = names.first(where: { name in !files.contains { $0.names.contains(name) } }) {
        throw ImportFault.badFlag(
          "map", seen: "\(role.rawValue)=\(stranger)",
          expected: "one of the columns \(first.names.joined(separator: ", "))")
      }
    }
    map.guess(from: first.names)
    guard map.kind != nil else { throw ColumnMap.unusual(first.names, in: source.shown(first.file)) }
    return map
  }
}
