import Basics

/// Commits from the oldest to the newest.
package struct GitHistory: Sendable {
  package enum Order: String, Sendable, CaseIterable {
    /// The line of first parents: a merge is one step, with all that it brought.
    case firstParent = "first-parent"
    /// Every commit after its parents, the older first.
    case all
  }

  package var commits: [GitCommit] = []
  /// Commits whose parents are not here, because the history was cut off before them.
  package var isCutOff = false

  private static let mostCommits = 5_000_000

  /// `cutOff` tells whether parents that are missing are to be expected.
  package init(
    of head: ObjectID, in objects: GitObjects, order: Order, cutOff: Bool, pulse: Pulse = .silent
  ) throws {
    var known: [ObjectID: GitCommit] = [:]
    var (next, found) = ([head], [ObjectID]())
    while let id = next.popLast() {
      if known[id] != nil { continue }
      if cutOff, id != head, try objects.size(id, .commit) == nil {
        isCutOff = true
        continue
      }
      let commit = try objects.commit(id)
      known[id] = commit
      found.append(id)
      next += order == .all ? commit.parents.reversed() : Array(commit.parents.prefix(1))
      if found.count & 255 == 0 { try pulse.beat("walking the history", found.count, 0) }
      guard found.count <= GitHistory.mostCommits else {
        throw GitFault.tooManyEntries(
          path: objects.path, commit: id.hexadecimal, limit: GitHistory.mostCommits)
      }
    }
    let walked = found.compactMap { known[$0] }
    commits = order == .all ? GitHistory.sorted(walked) : walked.reversed()
  }

  /// Parents first; of those that may come, the older by its time, then by its name.
  ///
  /// After Kahn, "Topological sorting of large networks" (1962), with a heap. Complexity: O(n log n).
  private static func sorted(_ commits: [GitCommit]) -> [GitCommit] {
    let place = Dictionary(commits.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var children = [[Int]](repeating: [], count: commits.count)
    var waiting = [Int](repeating: 0, count: commits.count)
    for (index, commit) in commits.enumerated() {
      for parent in Set(commit.parents).compactMap({ place[$0] }) {
        children[parent].append(index)
        waiting[index] += 1
      }
    }
    var ready = AgeHeap(commits)
    for index in commits.indices where waiting[index] == 0 { ready.push(index) }
    var order: [GitCommit] = []
    while let index = ready.pop() {
      order.append(commits[index])
      for child in children[index] {
        waiting[child] -= 1
        if waiting[child] == 0 { ready.push(child) }
      }
    }
    return order
  }
}

/// Numbers of commits, the oldest first.
private struct AgeHeap {
  private let commits: [GitCommit]
  private var heap: [Int] = []

  init(_ commits: [GitCommit]) { self.commits = commits }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (commits[heap[a]], commits[heap[b]])
    if first.seconds != second.seconds { return first.seconds < second.seconds }
    return first.id.bytes.lexicographicallyPrecedes(second.id.bytes)
  }

  mutating func push(_ index: Int) {
    heap.append(index)
    var place = heap.count - 1
    while place > 0, precedes(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func pop() -> Int? {
    guard let last = heap.indices.last else { return nil }
    heap.swapAt(0, last)
    let index = heap.removeLast()
    var place = 0
    while true {
      let below = [2 * place + 1, 2 * place + 2].filter { $0 < heap.count }
      guard let least = below.min(by: precedes), precedes(least, place) else { return index }
      heap.swapAt(place, least)
      place = least
    }
  }
}
