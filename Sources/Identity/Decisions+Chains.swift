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
  /// one breadth-first search over (operation, how many `different` were used). Complexity: O(rulings).
  func chain(_ first: Int32, _ second: Int32, saying ruling: Decision.Ruling) -> [Decision] {
    var search = Search(decisions: self, differences: ruling == .different ? 1 : 0)
    return search.chain(from: first, to: second)
  }

  private struct Search {
    let decisions: Decisions
    let differences: Int32
    /// Side by side: going down a trie for each ruling would take longer than the search.
    private var links: [Decisions.Link] = []
    /// Which of them name each operation, in order: where those of one begin, and what they are.
    private var starts: [Int]
    private var edges: [Int32]
    /// The ruling by which each place was reached; -1 where none was.
    private var cameBy: [Int32]
    private var queue: [Int32] = []

    init(decisions: Decisions, differences: Int32) {
      self.decisions = decisions
      self.differences = differences
      links.reserveCapacity(decisions.count)
      starts = Array(repeating: 0, count: decisions.names.count + 1)
      edges = Array(repeating: 0, count: 2 * decisions.count)
      cameBy = Array(repeating: -1, count: decisions.names.count * 2)
      decisions.links.forEach { links.append($0) }
      listEdges()
    }

    private mutating func listEdges() {
      for link in links {
        starts[Int(link.first) + 1] += 1
        starts[Int(link.second) + 1] += 1
      }
      for node in starts.indices.dropLast() { starts[node + 1] += starts[node] }
      var next = starts
      for (place, link) in links.enumerated() {
        for node in [link.first, link.second] {
          edges[next[Int(node)]] = Int32(place)
          next[Int(node)] += 1
        }
      }
    }

    mutating func chain(from start: Int32, to goal: Int32) -> [Decision] {
      let (origin, target) = (start * 2, goal * 2 + differences)
      queue = [origin]
      var head = 0
      while head < queue.count {
        let place = queue[head]
        head += 1
        if place == target { return way(back: target, to: origin) }
        for edge in edges[starts[Int(place / 2)]..<starts[Int(place / 2) + 1]] {
          step(from: place, origin, over: edge)
        }
      }
      return []
    }

    private mutating func step(from place: Int32, _ origin: Int32, over edge: Int32) {
      let link = links[Int(edge)]
      let used = place % 2 + (link.isDifferent ? 1 : 0)
      let next = link.other(than: place / 2) * 2 + used
      guard used <= differences, next != origin, cameBy[Int(next)] < 0 else { return }
      cameBy[Int(next)] = edge
      queue.append(next)
    }

    private func way(back target: Int32, to origin: Int32) -> [Decision] {
      var way: [Int32] = []
      var place = target
      while place != origin {
        let edge = cameBy[Int(place)]
        way.append(edge)
        let link = links[Int(edge)]
        place = link.other(than: place / 2) * 2 + place % 2 - (link.isDifferent ? 1 : 0)
      }
      return decisions.rulings(at: way.reversed())
    }
  }

  /// Of many, all are laid side by side first.
  private func rulings(at places: [Int32]) -> [Decision] {
    guard places.count > count / 8 else { return places.map { standing[Int($0)].decision } }
    let all = self.all
    return places.map { all[Int($0)] }
  }
}
