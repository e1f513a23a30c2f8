import Basics

/// Memory changes: step 4.
extension Replay {
  /// Applies what is pinned and does not stand yet, then the best units of the pool with a positive `m̂`, `budget` at most, in
  /// descending order. Gives back who was selected, applied or not.
  mutating func applyBest(_ budget: Int) -> Set<Int32> {
    let pinned = material.holds.isEmpty ? [] : openPins()
    let positive = pool.map(\.unit).filter { (mhat(of: $0) ?? 0) > 0 && !pinned.contains($0) }
      .sorted(by: isBetter)
    let best = (rules.standing == .passes ? withoutPassing(positive) : positive).prefix(budget)
    let selected = pinned + best
    var modifiedBy: [ByteText: Int32] = [:]
    for unit in selected {
      guard let edit = material.edits[Int(unit)] else { continue }
      let items = edit.modifiedItems.map(ByteText.init)
      if let winner = items.lazy.compactMap({ modifiedBy[$0] }).first {
        note(.skipped(.gaveWay(to: winner)), unit)
        continue
      }
      for item in items { modifiedBy[item] = unit }
      apply(edit, of: unit)
    }
    return Set(selected)
  }

  /// Pinned units that memory does not follow yet; a person's word takes no place of the evidence's.
  private func openPins() -> [Int32] {
    pool.map(\.unit).filter { unit in
      guard material.holds[unit] == .pinned, let edit = material.edits[Int(unit)] else { return false }
      return bank.refusal(of: edit) != .stands
    }
  }

  /// Without those that memory follows already, and without what would overwrite one of them that ranks higher.
  private func withoutPassing(_ ranked: [Int32]) -> [Int32] {
    var followed: Set<ByteText> = []
    return ranked.filter { unit in
      guard let edit = material.edits[Int(unit)] else { return true }
      let items = edit.modifiedItems.map(ByteText.init)
      if items.contains(where: followed.contains) { return false }
      guard bank.refusal(of: edit) == .stands else { return true }
      followed.formUnion(items)
      return false
    }
  }

  private mutating func apply(_ edit: Edit, of unit: Int32) {
    do {
      try bank.apply(edit, atPlace: rules.departures.contains(.places))
      note(.applied, unit)
    } catch { note(.skipped(.refused(error)), unit) }
  }
}
