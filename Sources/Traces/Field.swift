/// The fields that records of a maa-trace log may have. Others are passed over.
enum Field: Int, CaseIterable {
  case kind, id, content, batch, type, anchor, reason, vector, call, baseline, u
  case task, outcome, items, scene, epoch, label, tasks, time, split, score
  case sameAs, effect, category, format, version, source, seed, embedder, range
  case of, arm, item, helpful, harmful, by
  case steps, place
  case held, propensity, relevance

  /// Spelt out: what a case is called would have to be looked for when the program runs, at every start.
  var name: String {
    switch self {
    case .kind: "kind"
    case .id: "id"
    case .content: "content"
    case .batch: "batch"
    case .type: "type"
    case .anchor: "anchor"
    case .reason: "reason"
    case .vector: "vector"
    case .call: "call"
    case .baseline: "baseline"
    case .u: "u"
    case .task: "task"
    case .outcome: "outcome"
    case .items: "items"
    case .scene: "scene"
    case .epoch: "epoch"
    case .label: "label"
    case .tasks: "tasks"
    case .time: "time"
    case .split: "split"
    case .score: "score"
    case .sameAs: "same_as"
    case .effect: "effect"
    case .category: "class"
    case .format: "format"
    case .version: "version"
    case .source: "source"
    case .seed: "seed"
    case .embedder: "embedder"
    case .range: "range"
    case .of: "of"
    case .arm: "arm"
    case .item: "item"
    case .helpful: "helpful"
    case .harmful: "harmful"
    case .by: "by"
    case .steps: "steps"
    case .place: "place"
    case .held: "held"
    case .propensity: "propensity"
    case .relevance: "relevance"
    }
  }
}

/// The kinds of record.
enum RecordKind: UInt8, CaseIterable {
  case header, item, batch, proposal, scores, applied, task, eval, label, merge, bundle, vote

  var name: String {
    switch self {
    case .header: "header"
    case .item: "item"
    case .batch: "batch"
    case .proposal: "proposal"
    case .scores: "scores"
    case .applied: "applied"
    case .task: "task"
    case .eval: "eval"
    case .label: "label"
    case .merge: "merge"
    case .bundle: "bundle"
    case .vote: "vote"
    }
  }

  static let names = Set(allCases.map(\.name))
}

/// Finds the field or kind that a name stands for. Nearly all names have at most eight bytes, so a name is compared
/// as one 64-bit word.
struct NameTable {
  private var keys = [UInt64](repeating: 0, count: 128)
  private var values = [Int8](repeating: -1, count: 128)
  private var longNames: [(name: String, value: Int)] = []

  init(_ names: [String]) {
    longNames = names.enumerated().filter { $1.utf8.count > 8 }.map { ($1, $0) }
    for (value, name) in names.enumerated() where name.utf8.count <= 8 {
      let key = name.utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      var slot = NameTable.slot(key)
      while values[slot] >= 0 { slot = (slot + 1) & 127 }
      keys[slot] = key
      values[slot] = Int8(value)
    }
  }

  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 57)
  }

  /// The position of `name` in the list, or -1. Eight bytes from the start of `name` must be readable:
  /// they are where a tape keeps its strings, which has room after the last one.
  @inline(__always)
  func find(_ name: UnsafeRawBufferPointer) -> Int {
    // Safe: eight bytes are readable wherever a tape keeps a string.
    guard name.count <= 8, name.count > 0, let base = name.baseAddress else { return findLong(name) }
    let word = UInt64(littleEndian: base.loadUnaligned(as: UInt64.self))
    let key = word & (~0 >> UInt64(64 - 8 * name.count))
    var slot = NameTable.slot(key)
    while values[slot] >= 0 {
      if keys[slot] == key { return Int(values[slot]) }
      slot = (slot + 1) & 127
    }
    return -1
  }

  private func findLong(_ name: UnsafeRawBufferPointer) -> Int {
    longNames.first { $0.name.utf8.elementsEqual(name) }?.value ?? -1
  }
}
