import Basics
import Files
import TraceLogs

/// Sets the records of each block against those before it and appends them to the log.
struct Merger {
  var log = TraceLog()
  var report = ReadReport()
  private let file: String
  let isLenient: Bool

  private var problems: [LogFault] = []
  private var problemCount = 0
  private var linesBefore = 0
  /// Of no use, except that the compiler must not leave out what fills it.
  private var warmed: UInt64 = 0
  private var unknownKinds: [String: Int] = [:]
  var hasHeader = false

  var batchPositions: [Int: Int32] = [:]
  /// The batch asked for last: records of one batch stand together.
  var lastBatch: (number: Int, position: Int32)?
  /// Of the batches so far.
  var epochs: Set<Int> = []
  var proposalIndex = TextIndex()
  var itemIDs = TextColumn()
  var itemIndex = TextIndex()
  var symbolIndex = TextIndex()
  /// Per symbol: as what it was found to be a known anchor.
  var anchorUses: [AnchorUses] = []
  /// The symbols of the block under way: their positions in the log, or -1 as long as nobody used them.
  var symbolPositions: [Int32] = []
  /// Per proposal: the scoring call, counted from 1, that named it last. A second time is one too many.
  var lastCall: [Int32] = []
  var callsTried: Int32 = 0
  var callNumbers = CallNumbers()
  var isLabelled: [Bool] = []
  /// How many bundles each batch has.
  var bundleCounts: [Int32: Int32] = [:]
  /// What the header declares.
  var scoreRange: ClosedRange<Double>?

  init(file: String, isLenient: Bool) {
    self.file = file
    self.isLenient = isLenient
    log.sources = [LogSource(name: sourceName(ofPath: file))]
  }

  mutating func merge(_ text: BlockText, _ records: inout BlockRecords) throws(TraceFault) {
    try checkCounts(records)
    symbolPositions.removeAll(keepingCapacity: true)
    symbolPositions.append(contentsOf: repeatElement(-1, count: records.symbols.texts.count))
    var faults = FaultList()
    warmed ^= proposalIndex.warm(records.proposals.hash)
    try mergeRecords(text, records, &faults)
    faults.merge(records.faults)
    add(faults, of: text)
    if let torn = records.tornLine { report.tornLastLine = placed(torn, in: text) }
    unknownKinds.merge(records.unknownKinds, uniquingKeysWith: +)
    linesBefore += records.lineCount
  }

  private mutating func mergeRecords(
    _ text: BlockText, _ records: borrowing BlockRecords, _ faults: inout FaultList
  ) throws(TraceFault) {
    var cursor = Cursor()
    /// Proposals from here on have their ids in the log, but not yet their texts.
    var firstWithoutText = 0
    defer { appendTexts(of: firstWithoutText..<cursor.proposal, records.proposals) }
    for index in records.kinds.indices {
      if records.kinds[index] == .merge || records.kinds[index] == .bundle {
        // They bring their own texts.
        appendTexts(of: firstWithoutText..<cursor.proposal, records.proposals)
        firstWithoutText = cursor.proposal
      }
      do throws(RecordFault) {
        try merge(records.kinds[index], records, &cursor)
        report.records += 1
      } catch {
        if records.kinds[index] == .proposal {
          appendTexts(of: firstWithoutText..<cursor.proposal - 1, records.proposals)
          firstWithoutText = cursor.proposal
        }
        let line = text.line(startingAt: Int(records.starts[index]))
        faults.append(text.fault(error, in: line))
        if records.kinds[index] == .header {
          try stopIfRefused(records.headers[cursor.header - 1], text, line)
        }
      }
    }
  }

  /// How many records of each kind of the block are merged.
  struct Cursor {
    var header = 0, item = 0, batch = 0, proposal = 0, scores = 0
    var applied = 0, task = 0, evaluation = 0, label = 0, merge = 0, bundle = 0, vote = 0

    /// The value before it is counted up.
    static func next(_ count: inout Int) -> Int {
      defer { count += 1 }
      return count
    }
  }

  @inline(__always)
  private mutating func merge(
    _ kind: RecordKind, _ records: borrowing BlockRecords, _ cursor: inout Cursor
  ) throws(RecordFault) {
    switch kind {
    case .proposal: try mergeProposal(Cursor.next(&cursor.proposal), records)
    case .scores: try mergeScores(Cursor.next(&cursor.scores), records.scores)
    case .task: try mergeTask(Cursor.next(&cursor.task), records)
    case .header: try mergeHeader(records.headers[Cursor.next(&cursor.header)])
    case .item: try mergeItem(Cursor.next(&cursor.item), records.items)
    case .batch: try mergeBatch(records.batches[Cursor.next(&cursor.batch)])
    case .applied: try mergeApplied(Cursor.next(&cursor.applied), records.applied)
    case .eval: try mergeEvaluation(records.evals[Cursor.next(&cursor.evaluation)])
    case .label: try mergeLabel(Cursor.next(&cursor.label), records)
    case .merge: try mergeMerge(Cursor.next(&cursor.merge), records)
    case .bundle: try mergeBundle(Cursor.next(&cursor.bundle), records.bundles)
    case .vote: try mergeVote(Cursor.next(&cursor.vote), records)
    }
  }

  /// Positions are 32-bit numbers; a block has fewer records than its text has bytes.
  private func checkCounts(_ records: borrowing BlockRecords) throws(TraceFault) {
    let most = max(
      log.proposals.count + records.proposals.batch.count + records.merges.batch.count
        + records.bundles.batch.count,
      log.calls.count + records.scores.batch.count + records.bundles.batch.count,
      log.symbols.count + records.symbols.texts.count + records.bundles.batch.count,
      log.items.count + records.items.id.count,
      log.batches.count + records.batches.count, Int(callsTried) + records.scores.batch.count)
    if most >= Int(Int32.max) { throw .tooManyRecords(file: file) }
  }

  /// Records taken into the log.
  var recordCount: Int { report.records }

  /// Bad lines end the reading of a log that still grows when they come, unless they are skipped.
  func checkProblems() throws(TraceFault) {
    if problemCount > 0 && !isLenient { throw .problems(problems, total: problemCount) }
  }

  var hasUnknownKinds: Bool { !unknownKinds.isEmpty }

  // MARK: Problems

  private mutating func add(_ faults: FaultList, of text: BlockText) {
    problemCount += faults.count
    for fault in faults.first where problems.count < FaultList.limit {
      problems.append(placed(fault, in: text))
    }
  }

  private func placed(_ fault: LineFault, in text: BlockText) -> LogFault {
    LogFault(
      file: file, line: linesBefore + text.linesBefore(fault.start) + 1, column: fault.offset + 1,
      seen: fault.seen, expected: fault.expected)
  }

  /// Another format or version: one problem says it all.
  private func stopIfRefused(_ header: Header, _ text: BlockText, _ line: Range<Int>) throws(TraceFault) {
    guard let refusal = header.refusal else { return }
    throw .problems([placed(text.fault(refusal, in: line), in: text)], total: 1)
  }

  func lineTooLong() -> TraceFault {
    let expected = "a line of at most \(BlockReader.longestLine >> 20) MiB"
    let fault = LogFault(
      file: file, line: linesBefore + 1, column: 1, seen: "a longer line", expected: expected)
    return .problems(problems + [fault], total: problemCount + 1)
  }

  /// The log and the report, when all blocks are merged.
  consuming func finish() throws(TraceFault) -> (TraceLog, ReadReport) {
    let fault = problems.first ?? report.tornLastLine
    if report.records == 0 && (isLenient || problemCount == 0) { throw noRecords(fault) }
    if problemCount > 0 && !isLenient { throw .problems(problems, total: problemCount) }
    report.skipped = problems
    report.skippedCount = problemCount
    report.calls = log.calls.count
    report.unknownKinds = unknownKinds.sorted { $0.key < $1.key }.map { (kind: $0.key, count: $0.value) }
    var log = log
    self.log = TraceLog()
    log.sortSymbolsByUse()
    return (log, report)
  }

  /// Not a single record of a known kind.
  private func noRecords(_ fault: LogFault?) -> TraceFault {
    let kind = unknownKinds.keys.min().map { "records of the kind \"\($0)\"" }
    let seen = fault?.seen ?? kind ?? "no record"
    let line = fault?.line ?? 1
    let expected = Expected.log
    return .problems(
      [LogFault(file: file, line: line, column: fault?.column ?? 1, seen: seen, expected: expected)], total: 1
    )
  }
}

/// The file's name without folders and endings: `logs/run7.jsonl.gz` -> `run7`.
func sourceName(ofPath path: String) -> String {
  if path == "-" || path == "/dev/stdin" { return "stdin" }
  let name = path.split(separator: "/").last.map(String.init) ?? path
  let endings = [".gz", ".zst", ".zstd", ".jsonl", ".ndjson", ".json"]
  var stem = Substring(name)
  while let ending = endings.first(where: { stem.hasSuffix($0) && stem.count > $0.count }) {
    stem = stem.dropLast(ending.count)
  }
  return String(stem)
}
