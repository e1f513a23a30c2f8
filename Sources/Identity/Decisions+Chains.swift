import Basics
import TraceLogs

extension Decisions {
  /// The shortest chain of rulings that says this of two operations; empty where none does.
  public func chain(_ first: OperationName, _ second: OperationName, saying ruling: Decision.Ruling)
    -> [Decision]
  {
    guard let a = number(of: first), let b = number(of: second) else { return [] }
    return chain(a, b, saying: ruling)
  }

  /// `same` is said by a path of `same`, `different` by such a path with exactly one `different` in it. Both are
  /// one breadth-first search over (operation, how many `different` were used). Complexity: O(rulings reached).
  func chain(_ first: Int32, _ second: Int32, saying ruling: Decision.Ruling) -> [Decision] {
    var search = Search(decisions: self, differences: ruling == .different ? 1 : 0)
    return search.chain(from: first, to: second)
  }

  private struct Search {
    let decisions: Decisions
    let differences: Int32
    /// The ruling by which each place was reached; -1 where none was.
    private var cameBy: [Int32]
    private var queue: [Int32] = []

    init(decisions: Decisions, differences: Int32) {
      self.decisions = decisions
      self.differences = differences
      cameBy = Array(repeating: -1, count: decisions.names.count * 2)
    }

    mutating func chain(from start: Int32, to goal: Int32) -> [Decision] {
      let (origin, target) = (start * 2, goal * 2 + differences)
      queue = [origin]
      var head = 0
      while head < queue.count {
        let place = queue[head]
        head += 1
        if place == target { return way(back: target, to: origin) }
        decisions.rulings[Int(place / 2)].forEach { step(from: place, origin, over: $0) }
      }
      return []
    }

    private mutating func step(from place: Int32, _ origin: Int32, over edge: Int32) {
      let link = decisions.links[Int(edge)]
      let used = place % 2 + (link.isDifferent ? 1 : 0)
      let next = link.other(than: place / 2) * 2 + used
      guard used <= differences, next != origin, cameBy[Int(next)] < 0 else { return }
      cameBy[Int(next)] = edge
      queue.append(next)
    }

    private func way(back target: Int32, to origin: Int32) -> [Decision] {
      var chain: [Decision] = []
      var place = target
      while place != origin {
        let standing = decisions.standing[Int(cameBy[Int(place)])]
        chain.append(standing.decision)
        let used = place % 2 - (standing.decision.ruling == .different ? 1 : 0)
        place = standing.other(than: place / 2) * 2 + used
      }
      return chain.reversed()
    }
  }
}
