import Cache
import Identity

/// The kept values of one stage, the one that a look found or made last at the end.
final class Shelf<Parameter: Hashable & Sendable, Value> {
  final class Entry {
    let parameter: Parameter
    let value: Value
    let stamp: Stamp
    let trace: Trace

    init(_ parameter: Parameter, _ value: Value, _ stamp: Stamp, _ trace: Trace) {
      (self.parameter, self.value, self.stamp, self.trace) = (parameter, value, stamp, trace)
    }
  }

  /// Held, for shelves are found by where their stage lies in memory.
  let stage: StageFamily<Parameter, Value>
  private(set) var kept: [Entry] = []
  /// How often the body ran.
  var timesMade = 0

  init(_ stage: StageFamily<Parameter, Value>) { self.stage = stage }

  /// A value that is equal to one that is kept is that one.
  func entry(_ parameter: Parameter, _ value: Value, _ trace: Trace) -> Entry {
    let twin = stage.same.flatMap { same in kept.last { same($0.value, value) } }
    return Entry(parameter, twin?.value ?? value, twin?.stamp ?? Stamp(), trace)
  }

  /// Puts an entry, new or not, at the end.
  func use(_ entry: Entry) {
    if kept.last === entry { return }
    kept.removeAll { $0 === entry }
    kept.append(entry)
    if kept.count > stage.capacity { kept.removeFirst() }
  }
}

/// A shelf of any stage.
private protocol ForkableShelf: AnyObject {
  var forked: AnyObject { get }
}

extension Shelf: ForkableShelf {
  /// What is a thing and no value stays with its first owner.
  fileprivate var forked: AnyObject {
    let copy = Shelf(stage)
    if stage.isSpent == nil { copy.kept = kept }
    return copy
  }
}

/// One stamp, one value: who read a value of a stage that knows equal ones knows it again by its stamp.
final class Stamp {}

/// What was read to make a value, in order.
final class Trace {
  /// Whether a look reads the same. One that may not make anything says no where it would have to.
  typealias Read = (_ look: StageLook, _ mayMake: Bool) throws -> Bool

  let reads: [Read]

  init(_ reads: [Read]) { self.reads = reads }
}

/// What was made so far, a shelf per stage that was asked for. Owned by a session; values are shared between the studies
/// of its history. The stages themselves are declared in extensions.
package final class Stages {
  private var shelves: [ObjectIdentifier: AnyObject] = [:]

  /// Outlives the session; nil where nothing is kept.
  package let cache: VectorCache?

  /// Taus that other studies of the same log will have, as far as that is known: what is compared for one serves all.
  package let awaitedTaus: [Cosine]

  package init(cache: VectorCache? = nil, awaitedTaus: [Cosine] = []) {
    (self.cache, self.awaitedTaus) = (cache, awaitedTaus)
  }

  func shelf<Parameter, Value>(of stage: StageFamily<Parameter, Value>) -> Shelf<Parameter, Value> {
    if let shelf = shelves[ObjectIdentifier(stage)] as? Shelf<Parameter, Value> { return shelf }
    let shelf = Shelf(stage)
    shelves[ObjectIdentifier(stage)] = shelf
    return shelf
  }

  /// The same values for another owner, who may be on another thread: values never change, and each goes its own way with
  /// what it makes.
  package func forked(cache: VectorCache?) -> Stages {
    let copy = Stages(cache: cache, awaitedTaus: awaitedTaus)
    copy.shelves = shelves.compactMapValues { ($0 as? any ForkableShelf)?.forked }
    return copy
  }

  /// How often the body of a stage ran.
  package func timesMade<Parameter, Value>(_ stage: StageFamily<Parameter, Value>) -> Int {
    shelf(of: stage).timesMade
  }
}
