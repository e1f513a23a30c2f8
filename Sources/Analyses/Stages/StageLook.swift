import Basics
import Studies

/// One study seen through the stages: what stands for it is verified once, and made where nothing does.
///
/// An entry stands where everything that was read for it is read again: inputs that are equal, stages that give a value
/// with the same stamp, or, of stages that know no equal values, the same trace. Reads are verified in the order in which
/// they were made, up to the first that differs: until there the body would do the same, so nothing is made in vain. After
/// the verifying traces of Mokhov, Mitchell and Peyton Jones, Build systems à la carte (2018).
///
/// Complexity: O(reads of the stages below) once, then O(1) for each stage.
package final class StageLook {
  package let study: Study
  package let stages: Stages
  package let means: StageMeans
  private var verified: [ObjectIdentifier: AnyObject] = [:]
  /// Traces that were followed; they are held, so that none takes the place of another.
  private var followed: [ObjectIdentifier: (trace: Trace, holds: Bool)] = [:]

  package init(_ study: Study, _ stages: Stages, _ means: StageMeans) {
    (self.study, self.stages, self.means) = (study, stages, means)
  }

  package func value<Value>(_ stage: Stage<Value>) throws -> Value {
    try entry(stage, NoParameter()).value
  }

  package func value<Parameter, Value>(_ stage: StageFamily<Parameter, Value>, _ parameter: Parameter) throws
    -> Value
  {
    try entry(stage, parameter).value
  }

  /// What stands already; nothing is made for it.
  package func peek<Value>(_ stage: Stage<Value>) throws -> Value? {
    try standing(stage, NoParameter(), mayMake: false)?.value
  }

  func entry<Parameter, Value>(_ stage: StageFamily<Parameter, Value>, _ parameter: Parameter) throws
    -> Shelf<Parameter, Value>.Entry
  {
    try standing(stage, parameter, mayMake: true) ?? make(stage, parameter)
  }

  func standing<Parameter, Value>(
    _ stage: StageFamily<Parameter, Value>, _ parameter: Parameter, mayMake: Bool
  ) throws -> Shelf<Parameter, Value>.Entry? {
    let verified = verified(stage)
    if let entry = verified.entries[parameter], stage.isOfUse(entry.value) { return entry }
    let shelf = stages.shelf(of: stage)
    for entry in shelf.kept.reversed() where entry.parameter == parameter && stage.isOfUse(entry.value) {
      guard try holds(entry.trace, mayMake: mayMake) else { continue }
      shelf.use(entry)
      verified.entries[parameter] = entry
      return entry
    }
    return nil
  }

  /// The kept values of a stage that stand for this study, whatever their parameter, the last one at the end.
  func standing<Parameter, Value>(_ stage: StageFamily<Parameter, Value>) throws
    -> [(parameter: Parameter, value: Value)]
  {
    let kept = stages.shelf(of: stage).kept.filter { stage.isOfUse($0.value) }
    return try kept.filter { try holds($0.trace, mayMake: false) }.map { ($0.parameter, $0.value) }
  }

  func holds(_ trace: Trace, mayMake: Bool) throws -> Bool {
    if let known = followed[ObjectIdentifier(trace)] { return known.holds }
    let holds = try trace.reads.allSatisfy { try $0(self, mayMake) }
    // What may make might find that it holds.
    if holds || mayMake { followed[ObjectIdentifier(trace)] = (trace, holds) }
    return holds
  }

  /// What throws keeps nothing.
  private func make<Parameter, Value>(_ stage: StageFamily<Parameter, Value>, _ parameter: Parameter) throws
    -> Shelf<Parameter, Value>.Entry
  {
    let (reader, shelf) = (StageReader(self), stages.shelf(of: stage))
    shelf.timesMade += 1
    let value = try stage.make(reader, parameter)
    let entry = shelf.entry(parameter, value, Trace(reader.reads))
    shelf.use(entry)
    verified(stage).entries[parameter] = entry
    followed[ObjectIdentifier(entry.trace)] = (entry.trace, true)
    return entry
  }

  private func verified<Parameter, Value>(_ stage: StageFamily<Parameter, Value>)
    -> Verified<Parameter, Value>
  {
    if let known = verified[ObjectIdentifier(stage)] as? Verified<Parameter, Value> { return known }
    let none = Verified<Parameter, Value>()
    verified[ObjectIdentifier(stage)] = none
    return none
  }
}

/// The entries of one stage that stand for the study of a look.
private final class Verified<Parameter: Hashable & Sendable, Value> {
  var entries: [Parameter: Shelf<Parameter, Value>.Entry] = [:]
}

/// What bodies work with and results do not depend on.
package struct StageMeans {
  package let pulse: Pulse
  /// Whether the command line lets vectors come from a server.
  package let allowsNetwork: Bool

  package init(pulse: Pulse = .silent, allowsNetwork: Bool = false) {
    (self.pulse, self.allowsNetwork) = (pulse, allowsNetwork)
  }
}
