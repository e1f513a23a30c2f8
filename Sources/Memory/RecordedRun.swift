import Basics
import TraceLogs

/// What the recorded run took into memory, as the log's `applied` records say, beside what a replay takes.
public struct RecordedRun: Sendable {
  public struct Taken: Sendable, Equatable {
    /// The batch, from 1 in the order of time.
    public let step: Int
    public let proposal: Int32
    /// Why the bank did not take it: the log applied what could not be applied, or what was there.
    public let refusal: EditRefusal?

    public init(step: Int, proposal: Int32, refusal: EditRefusal?) {
      self.step = step
      self.proposal = proposal
      self.refusal = refusal
    }
  }

  public let taken: [Taken]
  public let bank: Bank

  /// The run after `step` batches. Complexity: O(applied · bank + items).
  public init(log: TraceLog, through step: Int) {
    var bank = Bank(log.items.filter { $0.since == 0 })
    var taken: [Taken] = []
    let arrivals = Dictionary(grouping: log.items.filter { $0.since > 0 }, by: \.since)
    let applied = ByBatch(log.applied.map(\.batch), count: log.batches.count)
    for batch in 0..<min(step, log.batches.count) {
      for position in applied.positions(of: batch) {
        let proposal = log.applied[Int(position)].proposal
        var refusal: EditRefusal?
        do throws(EditRefusal) { try bank.apply(log.edit(of: Int(proposal))) } catch { refusal = error }
        taken.append(Taken(step: batch + 1, proposal: proposal, refusal: refusal))
      }
      for item in arrivals[Int32(truncatingIfNeeded: batch + 1)] ?? [] { bank.arrive(item.id, item.content) }
    }
    self.taken = taken
    self.bank = bank
  }
}

extension TraceLog {
  /// A proposal as an edit, with its anchor as the log has it.
  package func edit(of proposal: Int) -> Edit {
    let anchor = symbols[Int(proposals.anchor[proposal])]
    let content = proposals.content[proposal]
    switch proposals.type[proposal] {
    case .modify: return Edit(.modify(item: anchor), content: content)
    case .add: return Edit(.add(id: proposals.id[proposal], at: .init(anchor: anchor)), content: content)
    case .merge:
      return Edit(.merge(items: merges.parts(of: proposal).map { symbols[Int($0)] }), content: content)
    case .bundle:
      return Edit(.together(bundles.parts(of: proposal).map { edit(of: Int($0)) }), content: content)
    }
  }
}
