import TraceLogs

/// A record of a run that writes its log while it goes on: a line with its end.
package enum LoggedRecord {
  case header(LogSource)
  case item(id: String, content: String)
  case batch(Batch)
  case proposal(batch: Int, id: String, type: OperationType, anchor: String, content: String, reason: String)
  case scores(ShownScores)
  case task(batch: Int, task: String, outcome: Double, items: [String], scene: String?)
  case applied(batch: Int, id: String)
  case eval(epoch: Int, split: String, score: Double)
  /// What the run says of itself, as the members of an object; readers of logs pass it over.
  case mark(String)

  package static let kind = "run"

  package var line: [UInt8] {
    var text = RecordLines()
    switch self {
    case .header(let source): text.header(source)
    case .item(let id, let content): text.item(Item(id: id, content: content))
    case .batch(let batch): text.batch(batch, number: batch.number)
    case .proposal(let batch, let id, let type, let anchor, let content, let reason):
      text.beginProposal(batch: batch, id: id.utf8, type: type, anchor: anchor.utf8, content: content.utf8)
      if !reason.isEmpty { text.text(.reason, reason.utf8) }
      text.endRecord()
    case .scores(let scores): text.scores(scores)
    case .task(let batch, let task, let outcome, let items, let scene):
      text.beginTask(batch: batch, name: task.utf8, outcome: outcome)
      if !items.isEmpty {
        text.name(.items)
        text.list(("[", "]"), items) { $0.string($1.utf8) }
      }
      text.field(.scene, scene)
      text.endRecord()
    case .applied(let batch, let id): text.application(batch: batch, id: id.utf8)
    case .eval(let epoch, let split, let score):
      text.evaluation(Evaluation(source: 0, epoch: epoch, split: split, score: score))
    case .mark(let members): text.raw("{\"kind\":\"\(LoggedRecord.kind)\",\(members)}\n")
    }
    return text.bytes
  }
}

/// One call as it was answered: the proposals in the order in which their states were shown.
package struct ShownScores: Sendable, Equatable {
  package let batch: Int
  package let call: Int
  package let baseline: Double
  /// Before how many of them the baseline was shown; -1 where there was no order.
  package let place: Int
  package let values: [(id: String, value: Double)]

  package init(batch: Int, call: Int, baseline: Double, place: Int, values: [(id: String, value: Double)]) {
    (self.batch, self.call, self.baseline) = (batch, call, baseline)
    (self.place, self.values) = (place, values)
  }

  package static func == (left: ShownScores, right: ShownScores) -> Bool {
    left.batch == right.batch && left.call == right.call && left.baseline == right.baseline
      && left.place == right.place && left.values.elementsEqual(right.values, by: ==)
  }
}

extension RecordLines {
  fileprivate mutating func scores(_ scores: ShownScores) {
    beginCall(
      batch: scores.batch, number: scores.call, baseline: scores.baseline,
      place: Int32(truncatingIfNeeded: scores.place))
    list(("{", "}"), scores.values) { $0.entry($1.id.utf8, value: $1.value) }
    endRecord()
  }
}
