/// Which columns a value goes on from. A value that was appended to begins with all that the older one held, so what was
/// made from the older one can follow instead of being made anew.
package struct Lineage: Sendable {
  private final class Mark: Sendable {}

  private let own = Mark()
  /// The newest last.
  private var ancestors: [Mark] = []

  /// Who follows only now and then makes everything anew after more appends than these.
  private static let remembered = 64

  package init() {}

  /// Of a value that begins with the one of this lineage.
  package var continued: Lineage {
    var next = Lineage()
    next.ancestors = ancestors.suffix(Lineage.remembered - 1) + [own]
    return next
  }

  /// Whether it is the same value.
  package func `is`(_ other: Lineage) -> Bool { own === other.own }

  /// Whether it is the same value, or one that begins with it. Complexity: O(1).
  package func continues(_ other: Lineage) -> Bool {
    own === other.own || ancestors.contains { $0 === other.own }
  }
}
