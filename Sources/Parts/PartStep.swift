import Files
import Sessions

/// The steps of `maa stage`, in the order in which a run takes them.
package enum PartStep: String, CaseIterable, Sendable {
  case plan, names, read, embed, join, named, rulings, place, observe, judge, weigh, settle, whole

  package var summary: String {
    switch self {
    case .plan: "session -> plan: the logs that it loads"
    case .names: "logs -> renamed: ids that an earlier log has too"
    case .read: "log N -> log, wording, score"
    case .embed: "wording -> wording with its vector"
    case .join: "job, wording, against -> pair: wordings of a key that reach tau"
    case .named: "wording -> the wordings that a ruling names"
    case .rulings: "wording -> rulings: who cannot be placed apart"
    case .place: "wording, pair -> unit"
    case .observe: "unit, score -> observed"
    case .judge: "observed -> evidence"
    case .weigh: "evidence, weight -> weight: the e-values that could be certified"
    case .settle: "evidence -> verdict"
    case .whole: "session -> verdict, by one process: what the steps together must give"
    }
  }
}

/// One call of `maa stage`.
package struct PartRun {
  package var step: PartStep
  package var session: String
  package var log: Int?
  package var first = 0
  /// Files of small records, by the option that names them.
  package var files: [PartFile: String] = [:]

  package enum PartFile: String, CaseIterable, Sendable {
    case names, logs, rulings, weight
  }

  package init(_ step: PartStep, session: String) { (self.step, self.session) = (step, session) }

  package func run(
    registry: Registry, options: SessionOptions, input: LineReader, to sink: (String) throws -> Void
  ) throws {
    if step == .whole {
      return try WholePart(session: session, registry: registry, options: options).write(to: sink)
    }
    let plan = try PartPlan(session: session, registry: registry, options: options)
    let input = PartInput(input)
    switch step {
    case .plan: try sink(plan.line)
    case .names: try NamesPart(plan).write(to: sink)
    case .read: try ReadPart(plan, log: log ?? 0).write(renamed: try records(.names) ?? [], to: sink)
    case .embed: try EmbedPart(plan).write(input, to: sink)
    case .join: try JoinPart(plan).write(input, to: sink)
    case .named: try RulingsPart(plan).writeNamed(input, to: sink)
    case .rulings: try RulingsPart(plan).write(input, to: sink)
    case .place:
      let rulings = plan.decisions.isEmpty ? [] : try needed(.rulings)
      try PlacePart(plan).write(input, rulings: rulings, to: sink)
    case .observe: try ObservePart().write(input, to: sink)
    case .judge: try JudgePart(plan, logs: try needed(.logs)).write(input, to: sink)
    case .weigh:
      var weight = WeighPart(plan)
      try weight.write(input, to: sink)
    case .settle:
      try SettlePart(plan, logs: try needed(.logs), weights: try needed(.weight))
        .write(input, after: first, to: sink)
    case .whole: break
    }
  }

  private func records(_ file: PartFile) throws -> [PartRecord]? {
    try files[file].map { try PartInput.records(in: $0) }
  }

  private func needed(_ file: PartFile) throws -> [PartRecord] {
    guard let records = try records(file) else {
      throw PartFault.missingFile(option: "--\(file.rawValue)", step: step.rawValue)
    }
    return records
  }
}
