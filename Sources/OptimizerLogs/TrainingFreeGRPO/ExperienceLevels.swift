import Importing
import JSON

/// Experiences in levels: those of steps, patterns over several of them, principles over patterns.
struct ExperienceLevels {
  private(set) var states: [ExperienceState] = []
  /// Steps that say word for word what an earlier one says: runs go on from a cache.
  private(set) var repeated = 0

  init(_ root: JSONValue, _ file: SourceFile) throws(JSONMismatch) {
    let stem = String(file.base.prefix { $0 != "." })
    var seen: [Set<String>] = []
    for dump in try ExperienceLevels.dumps(root["l0_experiences"]) {
      let texts = Set(dump.entries.map(\.content))
      guard !seen.contains(texts) else {
        repeated += 1
        continue
      }
      seen.append(texts)
      var state = ExperienceState("\(stem), step \(dump.step)", stem: stem, .named(file.name), dump.entries)
      state.tasks = dump.problems
      states.append(state)
    }
    for (level, sources) in [("l1_experiences", "source_l0_ids"), ("l2_experiences", "source_l1_ids")] {
      states += try ExperienceLevels.above(root[level], sources, stem, file)
    }
  }

  private struct Dump {
    let step: Int
    let problems: Int?
    var entries: [ExperienceState.Entry] = []
  }

  /// After each step all experiences are appended, numbered from 0: a dump ends where the numbers begin anew.
  private static func dumps(_ list: JSONValue?) throws(JSONMismatch) -> [Dump] {
    var dumps: [Dump] = []
    var last: Int?
    for value in list?.elements ?? [] {
      let id = value.first("original_id", "id")?.word ?? ""
      let number = Int(id.drop { !("0"..."9").contains($0) })
      let step = value["step"]?.whole ?? 0
      let isAnew = number.flatMap { number in last.map { number <= $0 } } ?? false
      if isAnew || dumps.last?.step != step {
        dumps.append(Dump(step: step, problems: value["problem_count"]?.whole))
      }
      last = number ?? last
      let content = try value.member("content").demandText("an experience")
      dumps[dumps.count - 1].entries.append(ExperienceState.Entry(id: id, content: content))
    }
    return dumps
  }

  /// A batch for each stretch of one step.
  private static func above(
    _ list: JSONValue?, _ sources: String, _ stem: String, _ file: SourceFile
  ) throws(JSONMismatch) -> [ExperienceState] {
    var states: [ExperienceState] = []
    for value in list?.elements ?? [] {
      let id = try value.member("id").demandWord()
      let level = String(id.prefix { $0 != "_" })
      let label = "\(stem), \(level) of step \(value["step"]?.whole ?? 0)"
      if states.last?.label != label {
        states.append(ExperienceState(label, stem: stem, .named(file.name), []))
        states[states.count - 1].isWhole = false
      }
      let from = value[sources]?.words ?? []
      states[states.count - 1].entries.append(
        ExperienceState.Entry(
          id: id, content: try value.member("content").demandText("an experience"),
          reason: from.isEmpty ? nil : "from " + from.joined(separator: ", ")))
    }
    return states
  }
}
