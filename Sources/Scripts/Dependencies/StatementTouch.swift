import Language

/// What a statement reads and what it changes. Where nothing better is known of a verb it reads, or changes, everything, so
/// that a dependency may be shown that is none, and never one left out.
struct StatementTouch {
  private(set) var reads: Set<Aspect> = []
  private(set) var writes: Set<Aspect> = []

  init(_ call: Call, _ statement: Statement) {
    reads = Set(statement.parameterNames.map(Aspect.parameter))
    if call.manual.takesComments { return }
    if call.manual.declaresParameter, let name = call.words.first {
      writes.insert(.parameter(name))
      return
    }
    takeFiles(of: call)
    take(call)
  }

  private mutating func takeFiles(of call: Call) {
    for (kind, _, value) in call.typedValues {
      if kind == .newFile, Int(value) == nil { writes.insert(.file(value)) }
      if kind == .existingFile { reads.insert(.file(value)) }
    }
  }

  private mutating func take(_ call: Call) {
    let verb = call.manual.verb
    // `same 2` speaks of a row.
    if ["same", "different"].contains(verb), call.words.count == 1 { reads.insert(.rows) }
    if let touch = StatementTouch.known[verb] {
      reads.formUnion(touch.reads)
      writes.formUnion(touch.writes)
      return
    }
    switch (verb, call.words.first) {
    case ("set", let name?): changeSetting(name)
    case ("signal", _?), ("accumulator", _?), ("embed", _?): changeSetting(verb)
    case ("signal", nil), ("accumulator", nil), ("embed", nil), ("settings", _), ("set", nil):
      reads.insert(.allSettings)
    case ("decisions", let action?) where action == "import": writes.insert(.decisions)
    case ("decisions", _): reads.formUnion([.log, .decisions, .doubts, .audit])
    default: takeByEffect(of: call.manual)
    }
  }

  private mutating func changeSetting(_ name: String) {
    writes.insert(.setting(name))
    // Another embedder brings its own tau.
    if name == "embed" || name == "embedder" { writes.insert(.setting("tau")) }
  }

  private mutating func takeByEffect(of manual: Manual) {
    switch manual.effect {
    case .look:
      reads.formUnion(StatementTouch.study)
      if manual.showsRows { writes.insert(.rows) }
    case .study, .session:
      reads.insert(.everything)
      writes.insert(.everything)
    }
  }

  /// What evidence and all that is shown of it follows from.
  private static let study: Set<Aspect> = [.log, .allSettings, .decisions, .doubts, .audit, .position, .seal]
  private static let ruling = (reads: Set<Aspect>([.log]), writes: Set<Aspect>([.decisions, .doubts]))
  private static let rulingOnUnits = (reads: study, writes: Set<Aspect>([.decisions, .doubts]))
  private static let known: [String: (reads: Set<Aspect>, writes: Set<Aspect>)] = [
    "load": ([.log], [.log]), "follow": ([.log], [.log]), "simulate": ([], []), "batches": ([.log], []),
    "same": ruling, "different": ruling, "undecide": ([.log, .decisions], [.decisions]),
    "unsure": ([.log], [.doubts]), "join": rulingOnUnits, "split": rulingOnUnits, "detach": rulingOnUnits,
    "accept": ([.log, .rows], [.decisions, .doubts]), "reject": ([.log, .rows], [.decisions, .doubts]),
    "step": ([.log, .position], [.position]), "apply": ([.log, .position], [.position]),
    "seal": (study, [.seal]), "audit": (study, [.audit]), "help": ([], []), "quit": ([], []),
    "cache": ([], []),
  ]
}
