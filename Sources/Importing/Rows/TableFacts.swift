import Basics

/// What the rows of a table say, in the order of the rows, each text once.
package struct TableFacts {
  package struct Row {
    var batch: Int
    var epoch: Int?
    var time: Int?
    /// Index of texts, or nil.
    var id: Int?
    var content: Int?
    var type: Int?
    var anchor: Int?
    var reason: Int?
    var task: Int?
    var arm: Int?
    var scene: Int?
    var items: Int?
    var held: Int?
    var propensity: Int?
    var relevance: Int?
    var value: Double?
    var baseline: Double?
    var isApplied = false
    /// Of each column that is an arm.
    var arms: [Double?] = []
    var place: String
    var file: String
  }

  package let map: ColumnMap
  package private(set) var rows: [Row] = []
  /// All that were taken.
  package private(set) var rowCount = 0
  private(set) var texts = TextPool()
  /// Names of batches in the order of their first rows.
  private(set) var batches: [String] = []
  private var batchPlaces: [String: Int] = [:]
  /// Tasks of a batch where no column says it.
  private let rowsInBatch: Int
  private var groups: [Int: Int] = [:]
  private let lenient: Bool

  package init(_ map: ColumnMap, rowsInBatch: Int, lenient: Bool) {
    (self.map, self.rowsInBatch, self.lenient) = (map, rowsInBatch, lenient)
  }

  package mutating func take(_ row: TableRow, _ file: String, _ account: inout ImportAccount) throws {
    func index(_ role: ColumnRole) -> Int? {
      map[role].flatMap { row[$0] }.map { texts.index(of: $0) }
    }
    var fact = Row(batch: 0, place: row.place, file: file)
    (fact.id, fact.content, fact.type) = (index(.id), index(.content), index(.type))
    (fact.anchor, fact.reason, fact.task) = (index(.anchor), index(.reason), index(.task))
    (fact.arm, fact.scene, fact.items, fact.time) = (index(.arm), index(.scene), index(.items), index(.time))
    (fact.held, fact.propensity, fact.relevance) = (index(.held), index(.propensity), index(.relevance))
    do {
      for role in [ColumnRole.propensity, .relevance] { try demandNumbers(row, role, file) }
      fact.epoch = try map[.epoch].flatMap { try number(row, $0, file) }.flatMap { Int(exactly: $0) }
      fact.value =
        try map.kind == .scores
        ? map[.score].flatMap { try number(row, $0, file) } : map.value.flatMap { try number(row, $0, file) }
      fact.arms = try map.arms.map { try number(row, $0, file) }
      fact.baseline = try baseline(row, file)
      fact.isApplied = try map[.applied].flatMap { try number(row, $0, file) }.map { $0 != 0 } ?? false
    } catch let fault as ImportFault where lenient {
      account.leftOut(
        "a row with something that is no number", example: "\(fault)", at: "\(file): \(row.place)")
      return
    }
    fact.batch = batch(row, fact, file)
    rows.append(fact)
    rowCount += 1
  }

  private func number(_ row: TableRow, _ column: String, _ file: String) throws -> Double? {
    guard let text = row[column] else { return nil }
    if let number = TableNumber(text) { return number.value }
    if TableNumber.isMissing(text) { return nil }
    throw ImportFault.unfit(
      file: file, place: "\(row.place), column \(column)", seen: "`\(text.prefix(40))`", expected: "a number")
  }

  private func demandNumbers(_ row: TableRow, _ role: ColumnRole, _ file: String) throws {
    guard let column = map[role], let text = row[column], ItemNumbers(text) == nil else { return }
    throw ImportFault.unfit(
      file: file, place: "\(row.place), column \(column)", seen: "`\(text.prefix(40))`",
      expected: "a number, or one for each item such as m1=0.1;m7=0.5")
  }

  /// A column, or one number for all rows. That of arms is the name of one.
  private func baseline(_ row: TableRow, _ file: String) throws -> Double? {
    guard let word = map[.baseline], map.kind == .scores else { return nil }
    if let constant = Double(word), row[word] == nil { return constant }
    return try number(row, word, file)
  }

  private mutating func batch(_ row: TableRow, _ fact: Row, _ file: String) -> Int {
    if let column = map[.batch] ?? map[.epoch] { return place(ofBatch: row[column] ?? "none") }
    if map.kind == .scores || map.kind == .proposals { return place(ofBatch: file) }
    // Rows of one task are one group; so many groups are a batch.
    let group = fact.task.map { task in
      groups[task]
        ?? {
          groups[task] = groups.count; return groups.count - 1
        }()
    }
    return place(ofBatch: "\((group ?? rowCount) / rowsInBatch + 1)")
  }

  private mutating func place(ofBatch name: String) -> Int {
    if let known = batchPlaces[name] { return known }
    batches.append(name)
    batchPlaces[name] = batches.count - 1
    return batches.count - 1
  }

  /// What a batch's name may be.
  private static let keys: [@Sendable (String) -> Double?] = [{ Double($0) }, { secondsSince1970($0) }]

  /// Batches in the order of time: by number or by date, where all names are such; else as they came.
  var batchOrder: [Int] {
    let places = Array(batches.indices)
    for key in TableFacts.keys {
      let keys = batches.compactMap(key)
      guard keys.count == batches.count else { continue }
      return places.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }
    return places
  }

  /// The rows of each batch, in their order.
  func rowsByBatch() -> [[Int]] {
    var lists = [[Int]](repeating: [], count: batches.count)
    for (index, row) in rows.enumerated() { lists[row.batch].append(index) }
    return lists
  }

  /// The batch of the last row.
  var lastBatch: Int? { rows.last?.batch }

  /// Whether a batch comes after another in the whole table, too, and for the first time.
  func isInOrder(_ batch: Int, behind other: Int) -> Bool {
    guard batch > other else { return false }
    for key in TableFacts.keys {
      if let earlier = key(batches[other]), let later = key(batches[batch]) { return earlier <= later }
    }
    return true
  }

  /// The rows so far, of a table that grows; they are held no longer.
  mutating func takeRows(butLast count: Int) -> [Row] {
    defer { rows = rows.suffix(count) }
    return rows.dropLast(count)
  }

  func text(_ index: Int?) -> String? { index.map { texts[$0] } }
}

/// Texts, each once.
struct TextPool {
  private var texts: [String] = []
  private var places: [ByteText: Int] = [:]

  subscript(index: Int) -> String { texts[index] }

  mutating func index(of text: String) -> Int {
    if let known = places[ByteText(text)] { return known }
    places[ByteText(text)] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
