import Accumulation

/// The records of the format `maa-trace`, one method for each kind.
extension JSONText {
  mutating func header(_ source: LogSource) {
    beginRecord(.header)
    field(.format, MaaTraceFormat.formatName)
    field(.version, MaaTraceFormat.version)
    field(.source, source.title)
    field(.seed, source.seed)
    field(.embedder, source.embedder)
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
    beginRecord(.proposal)
    field(.batch, batchNumbers[Int(log.proposals.batch[index])])
    text(.id, log.proposals.id, index)
    field(.type, log.proposals.type[index].name)
    text(.anchor, log.symbols, Int(log.proposals.anchor[index]))
    text(.content, log.proposals.content, index)
    if !log.proposals.reason.range(index).isEmpty { text(.reason, log.proposals.reason, index) }
    vector(index, log.proposals.vectors)
    endRecord()
  }

  private mutating func vector(_ index: Int, _ vectors: VectorColumn) {
    guard vectors.dimension > 0, vectors.row[index] >= 0 else { return }
    let start = Int(vectors.row[index]) * vectors.dimension
    name(.vector)
    list(("[", "]"), vectors.values[start..<start + vectors.dimension]) { $0.number($1) }
  }

  mutating func call(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    beginRecord(.scores)
    field(.batch, batchNumbers[Int(log.calls.batch[index])])
    field(.call, Int(log.calls.number[index]))
    field(.baseline, log.calls.baseline[index])
    name(.u)
    list(("{", "}"), log.calls.entries(of: index)) { text, entry in
      text.string(log.proposals.id.bytes[log.proposals.id.range(Int(log.calls.proposal[entry]))])
      text.raw(":")
      text.number(log.calls.value[entry])
    }
    endRecord()
  }

  mutating func application(_ application: Application, _ log: TraceLog, _ batchNumbers: [Int]) {
    beginRecord(.applied)
    field(.batch, batchNumbers[Int(application.batch)])
    text(.id, log.proposals.id, Int(application.proposal))
    endRecord()
  }

  mutating func task(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    let tasks = log.tasks
    beginRecord(.task)
    field(.batch, batchNumbers[Int(tasks.batch[index])])
    text(.task, tasks.name, index)
    field(.outcome, tasks.outcome[index])
    let items = (index == 0 ? 0 : tasks.itemEnd[index - 1])..<tasks.itemEnd[index]
    if !items.isEmpty {
      name(.items)
      list(("[", "]"), items) { $0.string(log.symbols.bytes[log.symbols.range(Int(tasks.item[$1]))]) }
    }
    if tasks.scene[index] >= 0 { text(.scene, log.symbols, Int(tasks.scene[index])) }
    endRecord()
  }

  mutating func evaluation(_ evaluation: Evaluation) {
    beginRecord(.eval)
    field(.epoch, evaluation.epoch)
    field(.split, evaluation.split)
    field(.score, evaluation.score)
    endRecord()
  }

  mutating func label(_ label: Label, _ log: TraceLog) {
    beginRecord(.label)
    text(.id, log.proposals.id, Int(label.proposal))
    field(.sameAs, label.sameAs)
    field(.effect, label.effect)
    field(.category, label.category)
    endRecord()
  }

  private mutating func text(_ field: Field, _ column: TextColumn, _ index: Int) {
    name(field)
    string(column.bytes[column.range(index)])
  }
}
