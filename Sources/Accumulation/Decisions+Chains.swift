extension Decisions {
  /// The shortest chain of rulings that says the opposite of `decision`, or nil.
  ///
  /// A `different` is contradicted by a path of `same` between its two operations; a `same` by such a path
  /// with exactly one `different` in it. Both are one breadth-first search over (operation, how many
  /// `different` were used). Complexity: O(rulings reached).
  func contradiction(with decision: Decision) -> [Decision]? {
    let allowed = decision.ruling == .same ? 1 : 0
    return path(from: decision.first, to: decision.second, differences: allowed)
  }

  /// The shortest path from `start` to `goal` with exactly `differences` rulings `different`.
  private func path(from start: OperationName, to goal: OperationName, differences: Int) -> [Decision]? {
    let origin = Place(operation: start, differences: 0)
    let target = Place(operation: goal, differences: differences)
    var cameBy: [Place: (Place, Int)] = [:]
    var seen: Set<Place> = [origin]
    var queue = [origin]
    var head = 0
    while head < queue.count {
      let place = queue[head]
      head += 1
      if place == target { return chain(back: target, to: origin, cameBy) }
      for edge in rulings[place.operation, default: []] {
        guard let next = step(from: place, over: edge, limit: differences), seen.insert(next).inserted else {
          continue
        }
        cameBy[next] = (place, edge)
        queue.append(next)
      }
    }
    return nil
  }

  private func step(from place: Place, over edge: Int, limit: Int) -> Place? {
    let decision = all[edge]
    let other = decision.first == place.operation ? decision.second : decision.first
    let used = place.differences + (decision.ruling == .different ? 1 : 0)
    return used <= limit ? Place(operation: other, differences: used) : nil
  }

  private func chain(back target: Place, to origin: Place, _ cameBy: [Place: (Place, Int)]) -> [Decision] {
    var chain: [Decision] = []
    var place = target
    while place != origin, let (previous, edge) = cameBy[place] {
      chain.append(all[edge])
      place = previous
    }
    return chain.reversed()
  }

  private struct Place: Hashable {
    let operation: OperationName
    let differences: Int
  }
}
