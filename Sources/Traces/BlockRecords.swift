import Basics
import TraceLogs

/// What the records of one block say, before they are set against the records of the blocks before it.
///
/// Columns like those of `TraceLog`, but ids are still texts. Kept and emptied from block to block, so that
/// a million records do not cost a million allocations.
struct BlockRecords {
  /// The kind of each record and where its line begins in the block.
  var kinds: [RecordKind] = []
  var starts: [Int32] = []
  /// Lines that are no good by themselves.
  var faults = FaultList()
  var lineCount = 0
  /// Records of a kind this version does not know.
  var unknownKinds: [String: Int] = [:]
  /// Set if the text ends in a line that is no JSON and has no newline.
  var tornLine: LineFault?

  var headers: [Header] = []
  var items = ItemColumns()
  var batches: [Batch] = []
  var proposals = ProposalColumns()
  var scores = ScoreColumns()
  var applied = ReferenceColumns()
  var tasks = TaskColumns()
  var evals: [Evaluation] = []
  var labels = ReferenceColumns()
  /// What the labels say; `proposal` is filled in when it is found.
  var labelValues: [Label] = []
  var merges = MergeColumns()
  var bundles = BundleColumns()
  var votes = VoteColumns()
  var symbols = LocalSymbols()

  mutating func removeAll() {
    kinds.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    faults = FaultList()
    lineCount = 0
    unknownKinds = [:]
    tornLine = nil
    headers = []
    items.removeAll()
    batches.removeAll(keepingCapacity: true)
    proposals.removeAll()
    scores.removeAll()
    applied.removeAll()
    tasks.removeAll()
    evals.removeAll(keepingCapacity: true)
    labels.removeAll()
    labelValues.removeAll(keepingCapacity: true)
    merges.removeAll()
    bundles.removeAll()
    votes.removeAll()
    symbols.removeAll()
  }
}

struct Header {
  var source = LogSource(name: "")
  /// Nothing stands before it in its block.
  var isFirst = true
  /// Another format or version: then nothing else in the file is worth reading.
  var refusal: RecordFault?
}

struct ItemColumns {
  var id = TextColumn()
  var content = TextColumn()

  mutating func removeAll() {
    id.removeAll()
    content.removeAll()
  }
}

struct ProposalColumns {
  var batch: [Int] = []
  var type: [OperationType] = []
  /// Position in the block's symbols.
  var anchor: [Int32] = []
  var hash: [UInt32] = []
  var id = TextColumn()
  var content = TextColumn()
  var reason = TextColumn()
  /// Where the vector of each proposal ends in `values`; equal ends mean no vector.
  var vectorEnd: [Int] = []
  var values: [Float] = []

  mutating func removeAll() {
    batch.removeAll(keepingCapacity: true)
    type.removeAll(keepingCapacity: true)
    anchor.removeAll(keepingCapacity: true)
    hash.removeAll(keepingCapacity: true)
    id.removeAll()
    content.removeAll()
    reason.removeAll()
    vectorEnd.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
  }

  func vector(_ index: Int) -> Range<Int> { (index == 0 ? 0 : vectorEnd[index - 1])..<vectorEnd[index] }
}

struct ScoreColumns {
  var batch: [Int] = []
  var number: [Int32] = []
  var baseline: [Double] = []
  var end: [Int] = []
  /// The valued proposals: their ids, hashed, and the values.
  var id = TextColumn()
  var hash: [UInt32] = []
  var value: [Double] = []
  /// Before how many entries the baseline was shown, or -1.
  var place: [Int32] = []

  mutating func removeAll() {
    place.removeAll(keepingCapacity: true)
    batch.removeAll(keepingCapacity: true)
    number.removeAll(keepingCapacity: true)
    baseline.removeAll(keepingCapacity: true)
    end.removeAll(keepingCapacity: true)
    id.removeAll()
    hash.removeAll(keepingCapacity: true)
    value.removeAll(keepingCapacity: true)
  }
}

/// Records that name a proposal: applied edits (with a batch) and labels (without).
struct ReferenceColumns {
  var batch: [Int] = []
  var id = TextColumn()

  mutating func removeAll() {
    batch.removeAll(keepingCapacity: true)
    id.removeAll()
  }
}

struct TaskColumns {
  var batch: [Int] = []
  var name = TextColumn()
  var outcome: [Double] = []
  /// Positions in the block's symbols; -1 for no scene.
  var scene: [Int32] = []
  var itemEnd: [Int] = []
  var item: [Int32] = []
  /// As the scene.
  var arm: [Int32] = []
  var held = EntryColumns()
  var propensities = EntryColumns()
  var relevance = EntryColumns()
  /// -1 for none.
  var propensity: [Double] = []

  mutating func removeAll() {
    held.removeAll()
    propensities.removeAll()
    relevance.removeAll()
    propensity.removeAll(keepingCapacity: true)
    batch.removeAll(keepingCapacity: true)
    name.removeAll()
    outcome.removeAll(keepingCapacity: true)
    scene.removeAll(keepingCapacity: true)
    itemEnd.removeAll(keepingCapacity: true)
    item.removeAll(keepingCapacity: true)
    arm.removeAll(keepingCapacity: true)
  }
}

/// Items that tasks name beside those in their contexts, with numbers where they have them.
struct EntryColumns {
  var end: [Int] = []
  /// Positions in the block's symbols.
  var item: [Int32] = []
  var value: [Double] = []

  mutating func removeAll() {
    end.removeAll(keepingCapacity: true)
    item.removeAll(keepingCapacity: true)
    value.removeAll(keepingCapacity: true)
  }

  func entries(of task: Int) -> Range<Int> { (task == 0 ? 0 : end[task - 1])..<end[task] }
}

/// The texts that records of one block share.
struct LocalSymbols {
  private(set) var texts = TextColumn()
  private(set) var hashes: [UInt32] = []
  private var index = TextIndex()

  mutating func intern(_ text: UnsafeRawBufferPointer) -> Int32 {
    let hash = hash(text)
    let known = index.find(text, hash, in: texts)
    if known >= 0 { return known }
    let position = Int32(truncatingIfNeeded: texts.count)
    texts.append(text)
    hashes.append(hash)
    index.insert(position, hash)
    return position
  }

  mutating func removeAll() {
    texts.removeAll()
    hashes.removeAll(keepingCapacity: true)
    index.removeAll()
  }
}

/// A fault of one line of the block, not yet told by its number.
struct LineFault {
  /// Where the line begins in the block.
  var start: Int
  /// Where the fault is in the line, from 0.
  var offset: Int
  var seen: String
  var expected: String
}

/// The first ten faults in the order of the text, and their number.
struct FaultList {
  static let limit = 10
  private(set) var first: [LineFault] = []
  private(set) var count = 0

  var hasRoom: Bool { first.count < FaultList.limit }

  /// Faults of one stage come in order; the faults of two stages are merged by `merge`.
  mutating func append(_ fault: @autoclosure () -> LineFault) {
    count += 1
    if hasRoom { first.append(fault()) }
  }

  mutating func merge(_ other: FaultList) {
    count += other.count
    first = Array((first + other.first).sorted { $0.start < $1.start }.prefix(FaultList.limit))
  }
}
