/// Something that happened to a unit in one step of a replay.
public struct PoolEvent: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Its first proposal: the unit enters the pool.
    case founded
    /// A further proposal of a unit in the pool.
    case joined
    /// A proposal of a unit that had left: it enters the pool again, with the evidence it has.
    case returned
    /// It is in the pool, and the log scores it in this batch.
    case observed
    /// It is in the pool, and the log has no score for it in this batch.
    case unscored
    case applied
    case skipped(Skip)
    case evicted(Eviction)
  }

  /// Why a selected unit did not change memory.
  public enum Skip: Sendable, Hashable {
    /// A unit with a higher `m̂`, selected in the same step, modifies the same item.
    case gaveWay(to: Int32)
    case refused(EditRefusal)
  }

  /// Why a unit left the pool.
  public enum Eviction: Sendable, Hashable, CaseIterable {
    /// The item it goes to or after is no longer in memory.
    case anchorGone
    /// The item it goes to or after was never in this memory: the replay did not apply what would have made it.
    case anchorAbsent
    /// The item it once added was taken out of memory.
    case itemGone
    case underFloor
    case overCapacity
    case unselected
    /// A person has forbidden it.
    case forbidden
  }

  /// The batch, from 1 in the order of time.
  public let step: Int32
  public let unit: Int32
  /// The proposal that brought it about, or -1.
  public let proposal: Int32
  public let kind: Kind
  /// The unit's `m̂` at that moment; nil before its first observation.
  public let mhat: Double?
}
