import Basics
import TraceLogs

/// Tasks that are compared with one another: rows of a regression that takes out what all tasks of a group share.
struct TaskGroups {
  struct Row {
    let outcome: Double
    /// Ascending, each once; numbers of columns.
    let columns: [Int32]
  }

  private(set) var rows: [Row] = []
  /// Where each group ends.
  private(set) var end: [Int] = []
  /// The item of each column.
  private(set) var items: [Int32] = []

  /// Tasks of one name that are at most so many batches apart by the cut of time into windows: only groups in which contexts
  /// differ, and only items that do.
  static func tries(_ sheet: TaskSheet, window: Int) -> TaskGroups {
    guard sheet.nameCount < sheet.count else { return TaskGroups() }
    let places = (0..<sheet.count).sorted {
      (sheet.name[$0], Int(sheet.batch(at: $0)) / window, $0) < (
        sheet.name[$1], Int(sheet.batch(at: $1)) / window, $1
      )
    }
    return TaskGroups(sheet, places, mostColumns: 256) {
      Int(sheet.name[$0]) << 32 | Int(sheet.batch(at: $0)) / window
    }
  }

  /// Tasks of one name where names come again, else of one scene and batch.
  static func alike(_ sheet: TaskSheet) -> TaskGroups {
    var uses = [Int32](repeating: 0, count: sheet.nameCount)
    for name in sheet.name { uses[Int(name)] += 1 }
    func key(_ place: Int) -> Int {
      uses[Int(sheet.name[place])] > 1
        ? Int(sheet.name[place])
        : 1 << 62 | Int(sheet.batch(at: place)) << 31 | Int(sheet.scene(at: place) + 1)
    }
    let keys = (0..<sheet.count).map(key)
    let places = (0..<sheet.count).sorted { (keys[$0], $0) < (keys[$1], $1) }
    return TaskGroups(sheet, places, mostColumns: 1_000) { keys[$0] }
  }

  private init() {}

  private init(_ sheet: TaskSheet, _ places: [Int], mostColumns: Int, key: (Int) -> Int) {
    var varying = [Int32](repeating: 0, count: sheet.log.symbols.count)
    var (groups, begin) = ([ArraySlice<Int>](), 0)
    for index in places.indices
    where index + 1 == places.count || key(places[index]) != key(places[index + 1]) {
      let group = places[begin...index]
      begin = index + 1
      guard group.count > 1 else { continue }
      if TaskGroups.note(group, sheet, &varying) { groups.append(group) }
    }
    let columns = choose(varying, most: mostColumns)
    for group in groups { append(group, sheet, columns) }
  }

  /// Counts, for each item, the tasks that have it where another task of the group has not. Whether there is one.
  private static func note(_ group: ArraySlice<Int>, _ sheet: TaskSheet, _ varying: inout [Int32]) -> Bool {
    var counts: [Int32: Int32] = [:]
    for place in group { for item in context(place, sheet) { counts[item, default: 0] += 1 } }
    var differs = false
    for (item, count) in counts where Int(count) < group.count {
      varying[Int(item)] += count
      differs = true
    }
    return differs
  }

  private static func context(_ place: Int, _ sheet: TaskSheet) -> Set<Int32> {
    Set(sheet.log.tasks.item[sheet.log.tasks.context(of: sheet.task(at: place))])
  }

  /// The items that vary most get a column. By symbol, -1 for none.
  private mutating func choose(_ varying: [Int32], most: Int) -> [Int32] {
    let chosen = varying.indices.filter { varying[$0] > 0 }.sorted { (-varying[$0], $0) < (-varying[$1], $1) }
      .prefix(most)
    var columns = [Int32](repeating: -1, count: varying.count)
    items = chosen.sorted().map { Int32(truncatingIfNeeded: $0) }
    for (column, item) in items.enumerated() { columns[Int(item)] = Int32(truncatingIfNeeded: column) }
    return columns
  }

  private mutating func append(_ group: ArraySlice<Int>, _ sheet: TaskSheet, _ columns: [Int32]) {
    for place in group {
      let own = TaskGroups.context(place, sheet).map { columns[Int($0)] }.filter { $0 >= 0 }.sorted()
      rows.append(Row(outcome: sheet.outcome[place], columns: own))
    }
    end.append(rows.count)
  }

  func range(of group: Int) -> Range<Int> { (group == 0 ? 0 : end[group - 1])..<end[group] }
}
