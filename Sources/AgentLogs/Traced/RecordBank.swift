import Importing
import Spans

/// The memory that traces read and write, by their records.
struct RecordBank {
  /// By their trace, in the order of time.
  let reads: [Sightings.Read]
  private let sightings: Sightings
  /// Where the reads of each trace end.
  private var ends: [Int]
  private let hasStores: Bool
  /// Which standing item has a content: a record that is shown without its id is that one.
  private var holders: [Int32: Int32] = [:]
  private var contentOf: [Int32: Int32] = [:]
  private var unnamed: [Int32: Int] = [:]

  init(_ sightings: Sightings) {
    self.sightings = sightings
    reads = sightings.reads.enumerated().sorted { left, right in
      (left.element.trace, left.element.time, left.offset) < (
        right.element.trace, right.element.time, right.offset
      )
    }.map(\.element)
    ends = [Int](repeating: 0, count: sightings.traces.count)
    for read in reads { ends[Int(read.trace)] += 1 }
    for index in ends.indices.dropFirst() { ends[index] += ends[index - 1] }
    hasStores = Set(sightings.records.map(\.store)).count > 1
  }

  func reads(of trace: Int) -> Range<Int> { (trace == 0 ? 0 : ends[trace - 1])..<ends[trace] }

  // MARK: Reading

  /// The items of a trace, each once, in the order in which they were read.
  mutating func items(read range: Range<Int>, _ draft: inout LogDraft) -> [String] {
    var items: [String] = []
    for read in reads[range] {
      guard let item = item(of: read.record, &draft), !items.contains(item) else { continue }
      items.append(item)
    }
    return items
  }

  /// An item that nobody wrote in this log stood in the memory before it began.
  private mutating func item(of record: Int32, _ draft: inout LogDraft) -> String? {
    let record = holder(of: record)
    let id = toolID(record)
    if let item = draft.bank.itemID(of: id) { return item }
    let known = sightings.records[Int(record)]
    guard known.content >= 0, let content = sightings.contents[known.content] else {
      draft.account.leftOut("a record that was read and whose content is nowhere", example: id)
      return nil
    }
    draft.item(id: id, content)
    hold(record, known.content)
    return draft.bank.itemID(of: id)
  }

  /// A record without an id is the one that has its content.
  private func holder(of record: Int32) -> Int32 {
    let known = sightings.records[Int(record)]
    return known.id < 0 ? holders[known.content] ?? record : record
  }

  private mutating func hold(_ record: Int32, _ content: Int32) {
    release(record)
    contentOf[record] = content
    if holders[content] == nil { holders[content] = record }
  }

  private mutating func release(_ record: Int32) {
    guard let old = contentOf.removeValue(forKey: record), holders[old] == record else { return }
    holders[old] = nil
  }

  /// The id that the tool gives the record, with its store's where there are several.
  private mutating func toolID(_ record: Int32) -> String {
    let known = sightings.records[Int(record)]
    let store = hasStores ? sightings.names[known.store].flatMap { $0.isEmpty ? nil : $0 + "/" } ?? "" : ""
    if let id = sightings.names[known.id] { return store + id }
    let number = unnamed[record] ?? unnamed.count + 1
    unnamed[record] = number
    return "\(store)record-\(number)"
  }

  // MARK: Writing

  mutating func write(_ write: Sightings.Write, _ draft: inout LogDraft) {
    switch write.act {
    case .deleteStore: empty(write.store, &draft)
    case .delete: delete(write, &draft)
    case .create, .update, .upsert: put(write, &draft)
    }
  }

  private mutating func put(_ write: Sightings.Write, _ draft: inout LogDraft) {
    let record = write.act == .create ? write.record : holder(of: write.record)
    let id = toolID(record)
    guard let number = contentNumber(write, record, &draft), let content = sightings.contents[number],
      !content.isEmpty
    else {
      return draft.account.leftOut("a write whose content the log does not keep", example: id)
    }
    defer { hold(record, number) }
    guard draft.bank.contains(id) else {
      if write.act == .update {
        draft.account.noted("a record that is first met where it is updated is an addition there")
      }
      draft.bank.add(id, content)
      return
    }
    if draft.bank.content(of: id) == content {
      draft.account.leftOut("a write that changes nothing", example: id)
    } else {
      draft.bank.change(id, content)
    }
  }

  /// What a created record holds may show where it is read.
  private func contentNumber(_ write: Sightings.Write, _ record: Int32, _ draft: inout LogDraft) -> Int32? {
    if write.content >= 0 { return write.content }
    let seen = sightings.records[Int(record)]
    guard write.act == .create, seen.content >= 0, seen.since >= write.time else { return nil }
    draft.account.noted(
      "the content of a created record that its span does not keep is what was read of it later")
    return seen.content
  }

  private mutating func delete(_ write: Sightings.Write, _ draft: inout LogDraft) {
    let record = holder(of: write.record)
    let id = toolID(record)
    guard draft.bank.remove(id) != nil else {
      return draft.account.leftOut("a deletion of a record that the log does not show", example: id)
    }
    release(record)
  }

  /// Every item of a store that is deleted.
  private mutating func empty(_ store: Int32, _ draft: inout LogDraft) {
    for (index, record) in sightings.records.enumerated() where record.store == store {
      let number = Int32(truncatingIfNeeded: index)
      if draft.bank.remove(toolID(number)) != nil { release(number) }
    }
  }
}
