import Basics
import TraceLogs

/// The records of the format `maa-trace`, one method for each kind.
extension RecordLines {
  mutating func header(_ source: LogSource) {
    beginRecord(.header)
    field(.format, MaaTraceFormat.formatName)
    field(.version, MaaTraceFormat.version)
    field(.source, source.title)
    field(.seed, source.seed)
    field(.embedder, source.embedder)
    field(.steps, source.steps)
    if let range = source.range {
      name(.range)
      list(("[", "]"), [range.lowerBound, range.upperBound]) { $0.number($1) }
    }
    endRecord()
  }

  mutating func item(_ item: Item) {
    beginRecord(.item)
    field(.id, item.id)
    field(.content, item.content)
    endRecord()
  }

  mutating func batch(_ batch: Batch, number: Int) {
    beginRecord(.batch)
    field(.batch, number)
    field(.epoch, batch.epoch)
    field(.label, batch.label)
    field(.tasks, batch.tasks)
    field(.time, batch.time)
    endRecord()
  }

  mutating func proposal(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    let proposals = log.proposals
    if proposals.type[index] == .merge { return merge(index, log, batchNumbers) }
    beginProposal(
      batch: batchNumbers[Int(proposals.batch[index])], id: bytes(proposals.id, index),
      type: proposals.type[index], anchor: bytes(log.symbols, Int(proposals.anchor[index])),
      content: bytes(proposals.content, index))
    if !proposals.reason.range(index).isEmpty { text(.reason, bytes(proposals.reason, index)) }
    vector(index, proposals.vectors)
    endRecord()
  }

  private mutating func vector(_ index: Int, _ vectors: VectorColumn) {
    guard vectors.dimension > 0, vectors.row[index] >= 0 else { return }
    let start = Int(vectors.row[index]) * vectors.dimension
    name(.vector)
    list(("[", "]"), vectors.values[start..<start + vectors.dimension]) { $0.number($1) }
  }

  mutating func call(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    beginCall(
      batch: batchNumbers[Int(log.calls.batch[index])], number: Int(log.calls.number[index]),
      baseline: log.calls.baseline[index], place: log.calls.place(of: index))
    list(("{", "}"), log.calls.entries(of: index)) { text, entry in
      text.entry(
        text.bytes(log.proposals.id, Int(log.calls.proposal[entry])), value: log.calls.value[entry])
    }
    endRecord()
  }

  mutating func application(_ application: Application, _ log: TraceLog, _ batchNumbers: [Int]) {
    self.application(
      batch: batchNumbers[Int(application.batch)], id: bytes(log.proposals.id, Int(application.proposal)))
  }

  mutating func task(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    let tasks = log.tasks
    let items = (index == 0 ? 0 : tasks.itemEnd[index - 1])..<tasks.itemEnd[index]
    beginTask(
      batch: batchNumbers[Int(tasks.batch[index])], name: bytes(tasks.name, index),
      outcome: tasks.outcome[index])
    if !items.isEmpty {
      name(.items)
      list(("[", "]"), items) { $0.string($0.bytes(log.symbols, Int(tasks.item[$1]))) }
    }
    if tasks.scene[index] >= 0 { text(.scene, bytes(log.symbols, Int(tasks.scene[index]))) }
    if tasks.arm(of: index) >= 0 { text(.arm, bytes(log.symbols, Int(tasks.arm(of: index)))) }
    draws(index, log)
    endRecord()
  }

  private mutating func draws(_ index: Int, _ log: TraceLog) {
    let tasks = log.tasks
    let held = tasks.held.entries(of: index)
    if !held.isEmpty {
      name(.held)
      list(("[", "]"), held) { $0.string($0.bytes(log.symbols, Int(tasks.held.item[$1]))) }
    }
    if tasks.propensity(of: index) >= 0 { field(.propensity, tasks.propensity(of: index)) }
    numbers(.propensity, tasks.propensities, index, log)
    numbers(.relevance, tasks.relevance, index, log)
  }

  private mutating func numbers(_ field: Field, _ column: TaskEntries, _ index: Int, _ log: TraceLog) {
    let entries = column.entries(of: index)
    guard !entries.isEmpty else { return }
    name(field)
    list(("{", "}"), entries) {
      $0.entry($0.bytes(log.symbols, Int(column.item[$1])), value: column.value[$1])
    }
  }

  mutating func evaluation(_ evaluation: Evaluation) {
    beginRecord(.eval)
    field(.epoch, evaluation.epoch)
    field(.split, evaluation.split)
    field(.score, evaluation.score)
    endRecord()
  }

  mutating func label(_ label: Label, _ log: TraceLog) {
    self.label(label, id: bytes(log.proposals.id, Int(label.proposal)))
  }

  func bytes(_ column: TextColumn, _ index: Int) -> ArraySlice<UInt8> {
    column.bytes[column.range(index)]
  }
}

/// The parts that records of a log and records of a simulation share.
extension RecordLines {
  /// What every proposal has.
  mutating func beginProposal(
    batch: Int, id: some Sequence<UInt8>, type: OperationType, anchor: some Sequence<UInt8>,
    content: some Sequence<UInt8>
  ) {
    beginRecord(.proposal)
    field(.batch, batch)
    text(.id, id)
    field(.type, type.name)
    text(.anchor, anchor)
    text(.content, content)
  }

  /// A call up to its values.
  mutating func beginCall(batch: Int, number: Int, baseline: Double, place: Int32 = -1) {
    beginRecord(.scores)
    field(.batch, batch)
    field(.call, number)
    field(.baseline, baseline)
    if place >= 0 { field(.place, Int(place)) }
    name(.u)
  }

  mutating func entry(_ id: some Sequence<UInt8>, value: Double) {
    string(id)
    raw(":")
    number(value)
  }

  mutating func application(batch: Int, id: some Sequence<UInt8>) {
    beginRecord(.applied)
    field(.batch, batch)
    text(.id, id)
    endRecord()
  }

  mutating func beginTask(batch: Int, name: some Sequence<UInt8>, outcome: Double) {
    beginRecord(.task)
    field(.batch, batch)
    text(.task, name)
    field(.outcome, outcome)
  }

  mutating func label(_ label: Label, id: some Sequence<UInt8>) {
    beginRecord(.label)
    text(.id, id)
    field(.sameAs, label.sameAs)
    field(.effect, label.effect)
    field(.category, label.category)
    endRecord()
  }

  mutating func text(_ field: Field, _ text: some Sequence<UInt8>) {
    name(field)
    string(text)
  }
}
