import Basics

/// Proposals that stand for several things: the items that a merge replaces, the proposals that a bundle holds.
public struct Compounds: Sendable, Equatable {
  /// Ascending.
  public package(set) var proposal: [Int32] = []
  /// Where the parts of each end in `part`.
  public package(set) var end: [Int] = []
  /// Of a merge: places in the log's `symbols` of the items that it replaces, the one that stays first. Of a bundle: the
  /// proposals that were scored together.
  public package(set) var part: [Int32] = []
  /// Of a bundle: the call that its record told of. It may be scored again by others.
  public package(set) var call: [Int32] = []

  public init() {}

  public var count: Int { proposal.count }
  public var isEmpty: Bool { proposal.isEmpty }

  public func parts(at index: Int) -> ArraySlice<Int32> {
    part[(index == 0 ? 0 : end[index - 1])..<end[index]]
  }

  /// None where the proposal is no compound. Complexity: O(log count).
  public func parts(of proposal: Int) -> ArraySlice<Int32> {
    var (low, high) = (0, self.proposal.count)
    while low < high {
      let middle = (low + high) / 2
      if self.proposal[middle] < proposal { low = middle + 1 } else { high = middle }
    }
    guard low < self.proposal.count, self.proposal[low] == proposal else { return [] }
    return parts(at: low)
  }

  /// `proposal` is greater than all before it.
  package mutating func append(_ proposal: Int32, _ parts: some Sequence<Int32>, call: Int32? = nil) {
    self.proposal.append(proposal)
    part.append(contentsOf: parts)
    end.append(part.count)
    if let call { self.call.append(call) }
  }

  /// Those of another log, whose proposals and calls come after.
  mutating func append(
    _ other: Compounds, offset: Int32, callOffset: Int32 = 0, part new: (Int32) -> Int32
  ) {
    for index in 0..<other.count {
      append(
        other.proposal[index] + offset, other.parts(at: index).map(new),
        call: other.call.isEmpty ? nil : other.call[index] + callOffset)
    }
  }
}

/// What somebody thought of a proposal or an item: opinion, no score.
public struct Votes: Sendable, Equatable {
  public var batch: [Int32] = []
  /// The proposal, or -1 where the vote is on an item.
  public var proposal: [Int32] = []
  /// Index into the log's `symbols`, or -1 where the vote is on a proposal.
  public var item: [Int32] = []
  public var helpful: [Int32] = []
  public var harmful: [Int32] = []
  /// Whose it is: index into the log's `symbols`, or -1.
  public var voter: [Int32] = []

  public init() {}
  public var count: Int { batch.count }
  public var isEmpty: Bool { batch.isEmpty }
}

// MARK: Texts that compounds have

extension TraceLog {
  /// The anchor of a merge: its items in the order of their bytes, so that the same merge has the same key. A `+` of an id
  /// is written `\+`, so that other items have another one.
  package static func anchor(ofMerge items: [String]) -> String {
    let names = items.map { $0.replacing("\\", with: "\\\\").replacing("+", with: "\\+") }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "+")
  }

  /// Anchor and content of a bundle: what its edits are anchored at and what they say, each in the order of bytes, whatever
  /// order they were given in and whatever their items come to be called. `anchor` gives what a proposal is anchored at.
  package func texts(ofBundle members: some Sequence<Int32>, anchor: (Int) -> String) -> (
    anchor: String, content: String
  ) {
    let members = members.map { Int($0) }
    func joined(_ texts: [String], _ separator: String) -> String {
      texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: separator)
    }
    return (
      joined(members.map { "\(proposals.type[$0].name) \(anchor($0))" }, " + "),
      joined(members.map { proposals.content[$0] }, "\n")
    )
  }

  package func texts(ofBundle members: some Sequence<Int32>) -> (anchor: String, content: String) {
    texts(ofBundle: members) { symbols[Int(proposals.anchor[$0])] }
  }
}

extension TraceLog {
  /// A bundle, whose proposal stands last, and the call that its record tells of.
  package mutating func appendBundle(
    _ members: [Int32], _ batch: Int32, number: Int32, baseline: Double, value: Double
  ) {
    let bundle = Int32(truncatingIfNeeded: proposals.count - 1)
    bundles.append(bundle, members, call: Int32(truncatingIfNeeded: calls.count))
    calls.batch.append(batch)
    calls.number.append(number)
    calls.baseline.append(baseline)
    calls.proposal.append(bundle)
    calls.value.append(value)
    calls.end.append(calls.value.count)
  }
}
