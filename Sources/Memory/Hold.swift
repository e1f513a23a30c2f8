/// What a person has ruled of a unit, whatever its evidence says.
public enum Hold: String, Sendable, CaseIterable {
  /// It is applied as soon as it is in the pool, before all others, and never leaves the pool.
  case pinned
  /// It leaves the pool whenever it comes.
  case forbidden
}
