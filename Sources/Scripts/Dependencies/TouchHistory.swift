/// Which statements touched what so far, and so which of them a statement needs.
struct TouchHistory {
  private var writers: [Aspect: [Int]] = [:]
  /// The last statement that may have touched anything.
  private var barrier: Int?

  /// What statement `number` needs; from then on it counts itself.
  mutating func take(_ touch: StatementTouch, _ number: Int) -> [Int] {
    var needs = Set(touch.reads.flatMap(writers(of:)))
    if let barrier, !touch.reads.isEmpty { needs.insert(barrier) }
    for aspect in touch.writes {
      if aspect == .everything {
        writers = [:]
        barrier = number
      } else if aspect.accumulates {
        writers[aspect, default: []].append(number)
      } else {
        writers[aspect] = [number]
      }
    }
    return needs.sorted()
  }

  private func writers(of aspect: Aspect) -> [Int] {
    switch aspect {
    case .everything: writers.values.flatMap { $0 }
    case .allSettings:
      writers.flatMap { aspect, numbers -> [Int] in
        if case .setting = aspect { numbers } else { [] }
      }
    default: writers[aspect] ?? []
    }
  }
}
