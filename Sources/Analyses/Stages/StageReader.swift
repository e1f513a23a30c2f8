import Basics
import Cache
import Identity

/// What the body of a stage reads by; it notes what is read.
package final class StageReader {
  private let look: StageLook
  private(set) var reads: [Trace.Read] = []

  init(_ look: StageLook) { self.look = look }

  package func callAsFunction<Value>(_ input: StudyInput<Value>) throws -> Value {
    try noting {
      let value = try input.of(look.study)
      // Where an input throws, the body will say so.
      return (value, { look, _ in (try? input.of(look.study)) == value })
    }
  }

  package func callAsFunction<Value>(_ stage: Stage<Value>) throws -> Value {
    try self(stage, NoParameter())
  }

  package func callAsFunction<Parameter, Value>(
    _ stage: StageFamily<Parameter, Value>, _ parameter: Parameter
  ) throws -> Value {
    try noting {
      let entry = try look.entry(stage, parameter)
      return (entry.value, StageReader.isTheSame(entry, stage, parameter))
    }
  }

  /// A value without equals is the same where its trace holds, whether it is still kept or not.
  private static func isTheSame<Parameter, Value>(
    _ entry: Shelf<Parameter, Value>.Entry, _ stage: StageFamily<Parameter, Value>, _ parameter: Parameter
  ) -> Trace.Read {
    let (trace, stamp) = (entry.trace, entry.stamp)
    if stage.same == nil { return { look, mayMake in try look.holds(trace, mayMake: mayMake) } }
    return { look, mayMake in
      if mayMake { return try look.entry(stage, parameter).stamp === stamp }
      return try look.standing(stage, parameter, mayMake: false)?.stamp === stamp
    }
  }

  /// A read that throws holds for no other look, should a body go on after it.
  private func noting<Value>(_ read: () throws -> (Value, Trace.Read)) throws -> Value {
    let place = reads.count
    reads.append { _, _ in false }
    let (value, isTheSame) = try read()
    reads[place] = isTheSame
    return value
  }
}

/// Hints: a body may follow a change from earlier values, or go on from others; what it makes must not depend on them.
extension StageReader {
  /// Whatever is kept of a stage, of other studies too, the last one at the end.
  package func kept<Parameter, Value>(_ stage: StageFamily<Parameter, Value>) -> [Value] {
    look.stages.shelf(of: stage).kept.map(\.value).filter(stage.isOfUse)
  }

  /// What is kept of a stage and stands for this study, whatever its parameter. Nothing is made for it.
  package func standing<Parameter, Value>(_ stage: StageFamily<Parameter, Value>) throws
    -> [(parameter: Parameter, value: Value)]
  {
    try look.standing(stage)
  }
}

/// Means, which no result depends on.
extension StageReader {
  package var pulse: Pulse { look.means.pulse }
  package var allowsNetwork: Bool { look.means.allowsNetwork }
  package var cache: VectorCache? { look.stages.cache }
  package var awaitedTaus: [Cosine] { look.stages.awaitedTaus }
}
