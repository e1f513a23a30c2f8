import Analyses
import Basics
import Identity
import Language
import TraceLogs

/// Members that leave a unit, as `split` and `detach` rule it.
///
/// What is ruled names fingerprints on both sides: those that leave, and those they leave behind. So it means the same
/// on every log and under all settings, whatever unit they would lie in there.
package struct Leaving {
  package let leaving: [OperationName]
  package let staying: [OperationName]
  /// One by one; else those that leave stay together.
  package let isApart: Bool
  package let reason: String?

  package init(leaving: [OperationName], staying: [OperationName], isApart: Bool, reason: String?) {
    (self.leaving, self.staying, self.isApart) = (leaving, staying, isApart)
    self.reason = reason
  }

  /// Each of those that leave is kept from each of those left behind. Where they leave together, keeping the first of
  /// them from the others is enough: all that is ruled the same as it follows.
  package var rulings: Rulings {
    let inner = leaving.enumerated().flatMap { index, first in
      leaving.dropFirst(index + 1).map { (first, $0) }
    }
    let kept = isApart ? leaving : Array(leaving.prefix(1))
    let together =
      isApart
      ? inner.map { Decision(.different, $0, $1, reason: reason) }
      : leaving.dropFirst().map { Decision(.same, leaving[0], $0, reason: reason) }
    let parted = kept.flatMap { first in
      staying.map { Decision(.different, first, $0, reason: reason) }
    }
    return Rulings(decisions: together + parted, recorded: recorded, shown: leaving + staying)
  }

  private var recorded: String {
    let names = leaving.map(\.description).joined(separator: " ")
    // Nobody stays: what is left to say is that each is another.
    if staying.isEmpty { return "different \(names)\(Rulings.because(reason))" }
    let behind = staying.map(\.description).joined(separator: " ")
    let apart = isApart ? " --apart" : ""
    return "split \(names)\(apart) --from \(Quoting.quoted(behind))\(Rulings.because(reason))"
  }
}

extension Leaving {
  /// The members named by `texts` leave the unit.
  package init(
    _ texts: [String], from unit: Int, isApart: Bool, because reason: String?, _ analysis: Analysis
  ) throws {
    let partition = try analysis.units()
    var leaving: [Int32] = []
    for text in texts {
      let operation = Int32(try analysis.operation(named: text))
      guard partition.unitOf[Int(operation)] == Int32(unit) else {
        throw SessionFault.notOfUnit(text, unit: unitName(unit))
      }
      if !leaving.contains(operation) { leaving.append(operation) }
    }
    let gone = Set(leaving)
    let staying = partition.members(of: unit).filter { !gone.contains($0) }
    if staying.isEmpty, !isApart || leaving.count < 2 {
      throw SessionFault.nobodyStays(unit: unitName(unit), members: leaving.count)
    }
    self.leaving = try leaving.map { try analysis.name(of: Int($0)) }
    self.staying = try staying.map { try analysis.name(of: Int($0)) }
    self.isApart = isApart
    self.reason = reason
  }
}
