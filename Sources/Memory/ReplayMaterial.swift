import Basics
import Identity
import Scoring
import TraceLogs

/// What a replay reads, prepared once: who proposes and who is scored in each batch, and what each unit would do.
///
/// Complexity: O(proposals + observations + units + batches).
public struct ReplayMaterial: Sendable {
  public let unitCount: Int
  public let batchCount: Int
  /// How many batches the share of memory that may change falls over: those of the log, or those that it was planned to have.
  public let plannedCount: Int
  public let observations: Observations
  /// `m̂` after each observation.
  public let estimates: [Double]
  let unitOfProposal: [Int32]
  let proposals: ByBatch
  /// Positions in `observations`, by batch and unit.
  let observed: ByBatch
  let unitOfObservation: [Int32]
  /// Items that join memory when so many batches are done.
  let arrivals: [Int32: [Item]]
  /// How much of the past an average keeps, evals, and who is whom: what the paper's loop reads beside all this.
  let beta: Double
  let evals: PaperEvals
  let identity: PoolIdentity
  /// What each unit does, as its first proposal says it; nil for a unit no batch proposes.
  public let edits: [Edit?]
  /// What a person has ruled of units.
  public let holds: [Int32: Hold]
  /// The proposal that says it, or -1.
  public let firstProposal: [Int32]

  public init(
    log: TraceLog, operations: Operations, partition: Partition, observations: Observations,
    estimates: [Double], beta: Double = 0.9, identity: PoolIdentity = .units, holds: [Int32: Hold] = [:]
  ) {
    (self.beta, evals, self.identity) = (beta, PaperEvals(log), identity)
    self.holds = holds
    unitCount = partition.unitCount
    batchCount = log.batches.count
    plannedCount = log.plannedBatches
    self.observations = observations
    self.estimates = estimates
    unitOfProposal = operations.ofProposal.map { partition.unitOf[Int($0)] }
    proposals = ByBatch(log.proposals.batch, count: log.batches.count)
    observed = ByBatch(observations.batch, count: log.batches.count)
    unitOfObservation = ReplayMaterial.units(observations, unitCount: partition.unitCount)
    let first = ReplayMaterial.firstProposals(unitOfProposal, proposals, unitCount, batchCount)
    arrivals = ReplayMaterial.arrivals(log)
    let names = ItemNames(log, first: first, unitOfProposal: unitOfProposal)
    firstProposal = first
    edits = first.map { $0 < 0 ? nil : names.edit(of: Int($0)) }
  }

  private static func units(_ observations: Observations, unitCount: Int) -> [Int32] {
    var units = [Int32](repeating: 0, count: observations.count)
    for unit in 0..<unitCount {
      for index in observations.range(of: unit) { units[index] = Int32(truncatingIfNeeded: unit) }
    }
    return units
  }

  /// The first proposal of each unit in the order of time, which is nearly always the one that founded it.
  private static func firstProposals(_ unitOf: [Int32], _ proposals: ByBatch, _ units: Int, _ batches: Int)
    -> [Int32]
  {
    var first = [Int32](repeating: -1, count: units)
    for batch in 0..<batches {
      for proposal in proposals.positions(of: batch) where first[Int(unitOf[Int(proposal)])] < 0 {
        first[Int(unitOf[Int(proposal)])] = proposal
      }
    }
    return first
  }

  /// Without the items that an `add` of the log made: a replay makes its own.
  private static func arrivals(_ log: TraceLog) -> [Int32: [Item]] {
    let late = Set(log.items.lazy.filter { $0.since > 0 }.map { ByteText($0.id) })
    var made: Set<ByteText> = []
    if !late.isEmpty {
      for proposal in 0..<log.proposals.count where log.proposals.type[proposal] == .add {
        let id = ByteText(log.proposals.id[proposal])
        if late.contains(id) { made.insert(id) }
      }
    }
    return Dictionary(
      grouping: log.items.filter { $0.since == 0 || !made.contains(ByteText($0.id)) }, by: \.since)
  }
}

/// Which item an anchor means in a replay. The item of an addition is called after the first proposal of its unit;
/// an anchor may name another proposal of that unit, the one that the recorded run applied.
private struct ItemNames {
  let log: TraceLog
  /// What anchors say, by the id they name, where it is not an item of the log.
  private var canonical: [ByteText: String] = [:]

  init(_ log: TraceLog, first: [Int32], unitOfProposal: [Int32]) {
    self.log = log
    let named = ItemNames.namedItems(log)
    guard !named.isEmpty else { return }
    for proposal in 0..<log.proposals.count where log.proposals.type[proposal] == .add {
      let id = ByteText(log.proposals.id[proposal])
      guard named.contains(id) else { continue }
      let founder = Int(first[Int(unitOfProposal[proposal])])
      guard founder >= 0, log.proposals.type[founder] == .add else { continue }
      canonical[id] = log.proposals.id[founder]
    }
  }

  func edit(of proposal: Int) -> Edit {
    var edit = log.edit(of: proposal)
    edit.action = named(edit.action)
    return edit
  }

  private func named(_ action: Edit.Action) -> Edit.Action {
    switch action {
    case .modify(let item): .modify(item: name(item))
    case .merge(let items): .merge(items: items.map(name))
    case .add(let id, .after(let item)): .add(id: id, at: .after(name(item)))
    case .add: action
    case .together(let edits): .together(edits.map { Edit(named($0.action), content: $0.content) })
    }
  }

  private func name(_ item: String) -> String { canonical[ByteText(item)] ?? item }

  /// Ids that anchors name and no item of the log's first memory has.
  private static func namedItems(_ log: TraceLog) -> Set<ByteText> {
    let items = Set(log.items.lazy.filter { $0.since == 0 }.map { ByteText($0.id) })
    var named: Set<ByteText> = []
    for index in 0..<log.symbols.count {
      let text = log.symbols[index]
      named.insert(ByteText(text))
      if case .after(let item) = Edit.Place(anchor: text) { named.insert(ByteText(item)) }
    }
    return named.subtracting(items)
  }
}
