import Studies

/// A stage of an analysis, declared once: what it makes, how many of its values are kept, and when two of them are equal.
/// What it depends on is said nowhere: it is noticed as the body reads (`StageReader`).
///
///     extension Stages {
///       static let evidence = Stage<Evidence>(keeps: 8) { reader in
///         Evidence(try reader(observations), accumulator: try reader(StudyInputs.accumulator))
///       }
///     }
///
/// A body is a pure function of what it reads, and lets through what a read throws. A stage that knows equal values keeps no
/// fewer than the stages that read it: one that was dropped and is made again is another one to them.
///
/// This one has a parameter, and all its values lie on one shelf; `Stage` is without.
package final class StageFamily<Parameter: Hashable & Sendable, Value>: Sendable {
  /// How many values are kept.
  let capacity: Int
  /// Where a value made anew is the same as one that is kept, the kept one stays, and whoever read it stands; nil where
  /// that is not looked for.
  let same: (@Sendable (Value, Value) -> Bool)?
  /// Whether a kept value is no longer of use, for values that are no values but things.
  let isSpent: (@Sendable (Value) -> Bool)?
  let make: @Sendable (StageReader, Parameter) throws -> Value

  package init(
    keeps capacity: Int, same: (@Sendable (Value, Value) -> Bool)? = nil,
    isSpent: (@Sendable (Value) -> Bool)? = nil,
    make: @escaping @Sendable (StageReader, Parameter) throws -> Value
  ) {
    precondition(capacity > 0, "a stage keeps a value at least")
    (self.capacity, self.same, self.isSpent, self.make) = (capacity, same, isSpent, make)
  }

  func isOfUse(_ kept: Value) -> Bool { !(isSpent?(kept) ?? false) }
}

package typealias Stage<Value> = StageFamily<NoParameter, Value>

package struct NoParameter: Hashable, Sendable {
  package init() {}
}

extension StageFamily where Parameter == NoParameter {
  package convenience init(
    keeps capacity: Int, same: (@Sendable (Value, Value) -> Bool)? = nil,
    isSpent: (@Sendable (Value) -> Bool)? = nil,
    make: @escaping @Sendable (StageReader) throws -> Value
  ) {
    self.init(keeps: capacity, same: same, isSpent: isSpent) { reader, _ in try make(reader) }
  }
}

/// The only way from a stage to the study.
package struct StudyInput<Value: Equatable>: Sendable {
  let of: @Sendable (Study) throws -> Value

  package init(_ of: @escaping @Sendable (Study) throws -> Value) { self.of = of }
}
