import Channels
import HTTP
import JSON

/// What a run is made of. Equal settings, tasks, memory, models and answers make equal logs.
package struct RunSettings: Sendable, Equatable {
  /// Where the worth of a state comes from.
  package enum Scorer: Sendable, Equatable {
    /// A model says it.
    case judge
    /// A model does the tasks under it, and is held against reference answers.
    case reference
    /// A program does the tasks under it.
    case program(String)

    package var name: String {
      switch self {
      case .judge: "judge"
      case .reference: "reference"
      case .program: "program"
      }
    }
  }

  package enum Plan: Sendable, Equatable {
    /// Every unit in the pool in every batch, as the method has it.
    case all
    /// So many in a batch, where an answer could change what is applied, kept or dropped.
    case worth(Int)
  }

  package var tasks: String
  package var log: String
  package var cassette: String
  package var memory: String?
  package var prompts: String?
  package var epochs = 1
  package var batch = 8
  package var seed = 1
  package var scorer = Scorer.judge
  package var plan = Plan.all
  package var select = Selecting.all
  /// How often each state is scored in a batch.
  package var repeats = 1
  /// How many candidates are judged in one call at most.
  package var group = 8
  /// After how many epochs without a better validation the run ends; nil never ends it.
  package var patience: Int?
  package var epsilon = 0.0
  /// How long a program may take for a task, in seconds.
  package var programSeconds = 120.0

  package init(tasks: String, log: String, cassette: String) {
    (self.tasks, self.log, self.cassette) = (tasks, log, cassette)
  }

  /// What must be the same for a run to go on, by the names of the flags.
  func identity(_ models: ChannelModels, tasks: TaskFile, memory: String, prompts: Prompts) -> [(
    String, JSONWriting
  )] {
    let asked: [(String, JSONWriting)] = models.all.map { channel, model in
      (
        channel.rawValue,
        .object([
          ("model", .text(model.endpoint.model)), ("temperature", .number(model.temperature)),
          ("answer", .whole(model.answerTokens)), ("context", .whole(model.contextTokens)),
        ])
      )
    }
    return [
      ("tasks", .text(tasks.sha256)), ("memory", .text(memory)), ("epochs", .whole(epochs)),
      ("batch", .whole(batch)), ("seed", .whole(seed)), ("scorer", .text(scorer.name)),
      ("program", scorer.program.map { .text($0) } ?? .null), ("plan", planned), ("select", selected),
      ("repeats", .whole(repeats)), ("group", .whole(group)),
      ("patience", patience.map { .whole($0) } ?? .null),
      ("epsilon", .number(epsilon)), ("models", .object(asked)),
      ("prompts", .object(prompts.hashes.map { ($0.name, .text($0.sha256)) })),
    ]
  }

  private var planned: JSONWriting {
    switch plan {
    case .all: .text("all")
    case .worth(let count): .whole(count)
    }
  }

  private var selected: JSONWriting {
    switch select {
    case .all: .text("all")
    case .likest(let count): .whole(count)
    }
  }
}

extension RunSettings.Scorer {
  var program: String? { if case .program(let command) = self { command } else { nil } }
}
