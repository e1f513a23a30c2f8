import Basics

/// The bank of the recorded run: which items stand, and what they are worth. Contents are not kept.
struct SimulatedMemory: Sendable {
  enum Name: Sendable {
    case initial(Int)
    case added(ProposalName)

    var id: String {
      switch self {
      case .initial(let index): "m\(index + 1)"
      case .added(let proposal): proposal.id
      }
    }
  }

  private struct Entry: Sendable {
    let name: Name
    var stands = true
    /// An operation deletes it; two deletions of one item could not be told apart.
    var isDoomed = false
    /// The effect of the operation that wrote it last.
    var worth = 0.0
    /// Its place in `standing`.
    var place: Int32
  }

  private var entries: [Entry] = []
  private var standing: [Int32] = []
  private(set) var worth = 0.0

  init(items: Int) {
    for index in 0..<items { insert(.initial(index), worth: 0) }
  }

  var count: Int { standing.count }

  func stands(_ entry: Int32) -> Bool { entries[Int(entry)].stands }
  func id(_ entry: Int32) -> String { entries[Int(entry)].name.id }

  func any(_ random: inout Randomness) -> Int32? {
    standing.isEmpty ? nil : standing[random.below(standing.count)]
  }

  /// One that no operation deletes yet, if it is soon found.
  mutating func doom(_ random: inout Randomness) -> Int32? {
    for _ in 0..<8 {
      guard let entry = any(&random), !entries[Int(entry)].isDoomed else { continue }
      entries[Int(entry)].isDoomed = true
      return entry
    }
    return nil
  }

  mutating func insert(_ name: Name, worth: Double) {
    let number = Int32(truncatingIfNeeded: entries.count)
    entries.append(Entry(name: name, worth: worth, place: Int32(truncatingIfNeeded: standing.count)))
    standing.append(number)
    self.worth += worth
  }

  mutating func rewrite(_ entry: Int32, worth: Double) {
    self.worth += worth - entries[Int(entry)].worth
    entries[Int(entry)].worth = worth
  }

  mutating func delete(_ entry: Int32, worth: Double) {
    rewrite(entry, worth: worth)
    entries[Int(entry)].stands = false
    // The last one takes its place: the order is of no account here.
    let (place, last) = (Int(entries[Int(entry)].place), standing[standing.count - 1])
    standing[place] = last
    entries[Int(last)].place = Int32(truncatingIfNeeded: place)
    standing.removeLast()
  }
}
