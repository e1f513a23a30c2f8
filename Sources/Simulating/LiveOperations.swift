/// What must be remembered of each operation that was proposed: some twenty bytes. Everything else follows from its index.
struct LiveOperations: Sendable {
  /// Where it goes.
  private(set) var anchor: [Int32] = []
  private(set) var type: [PlantedOperation.Kind] = []
  private var batch: [Int32] = []
  private var place: [Int32] = []
  /// The batch that proposed it first.
  private(set) var birth: [Int32] = []
  var isApplied: [Bool] = []
  var isPooled: [Bool] = []
  /// The latest proposal of each wording, in the order in which wordings came up. Kept only where every wording is scored.
  private var wordings: [[(wording: Int, name: ProposalName)]] = []
  private let keepsWordings: Bool

  init(keepsWordings: Bool) { self.keepsWordings = keepsWordings }

  static let head: Int32 = -1
  static let tail: Int32 = -2

  var count: Int { anchor.count }

  mutating func append(anchor: Int32, type: PlantedOperation.Kind) {
    self.anchor.append(anchor)
    self.type.append(type)
    batch.append(-1)
    place.append(-1)
    birth.append(-1)
    isApplied.append(false)
    isPooled.append(false)
    if keepsWordings { wordings.append([]) }
  }

  /// The proposal that named it last.
  func latest(_ operation: Int32) -> ProposalName {
    ProposalName(batch: batch[Int(operation)], place: place[Int(operation)])
  }

  /// Under which names a score of the operation stands.
  func scoredNames(_ operation: Int32) -> [ProposalName] {
    keepsWordings ? wordings[Int(operation)].map(\.name) : [latest(operation)]
  }

  mutating func note(_ name: ProposalName, wording: Int, of operation: Int32) {
    if keepsWordings { note(name, wording, &wordings[Int(operation)]) }
    if birth[Int(operation)] < 0 { birth[Int(operation)] = name.batch }
    batch[Int(operation)] = name.batch
    place[Int(operation)] = name.place
  }

  private func note(_ name: ProposalName, _ wording: Int, _ known: inout [(wording: Int, name: ProposalName)])
  {
    if let place = known.firstIndex(where: { $0.wording == wording }) {
      known[place].name = name
    } else {
      known.append((wording, name))
    }
  }

  func wasProposed(_ operation: Int32) -> Bool { batch[Int(operation)] >= 0 }

  func isProposed(_ operation: Int32, in batch: Int) -> Bool { Int(self.batch[Int(operation)]) == batch }

  /// Whether this is the batch that proposed it first.
  func isNew(_ operation: Int32, in batch: Int) -> Bool { Int(birth[Int(operation)]) == batch }

  /// Whether it was proposed and its anchor still stands.
  func isLive(_ operation: Int32, in memory: SimulatedMemory) -> Bool {
    let anchor = anchor[Int(operation)]
    return batch[Int(operation)] >= 0 && (anchor < 0 || memory.stands(anchor))
  }
}

/// Which operations are proposed again in which batch: a list for each batch, threaded through one array.
struct Calendar: Sendable {
  private var first: [Int32]
  private var next: [Int32] = []

  init(batches: Int) { first = Array(repeating: -1, count: batches) }

  mutating func enter(_ operation: Int32, at batch: Int) {
    while next.count <= Int(operation) { next.append(-1) }
    guard batch < first.count else { return }
    next[Int(operation)] = first[batch]
    first[batch] = operation
  }

  func due(at batch: Int) -> [Int32] {
    var due: [Int32] = []
    var operation = first[batch]
    while operation >= 0 {
      due.append(operation)
      operation = next[Int(operation)]
    }
    return due
  }
}
