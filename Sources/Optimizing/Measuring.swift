import Basics
import Channels
import Memory

/// Outcomes of tasks under states of memory, from a model or a program. What is the same question is asked once: a candidate that
/// does not change what an agent sees of memory has the baseline's outcome.
struct Measuring {
  let settings: RunSettings
  let prompts: Prompts
  let desk: ChatDesk
  let atOnce: Int
  /// Outcomes of programs that nothing rests on yet.
  private(set) var pending: [(question: ProgramQuestion, place: String)] = []

  init(_ settings: RunSettings, _ prompts: Prompts, _ desk: ChatDesk) {
    (self.settings, self.prompts, self.desk) = (settings, prompts, desk)
    atOnce = desk.terms.atOnce
  }

  /// Per state a list of outcomes, in the order of the tasks; nil where there is none.
  mutating func outcomes(
    _ states: [(id: String, items: [BankItem])], _ tasks: [LiveTask], place: String, seed: Int, pulse: Pulse
  ) throws -> [[Double?]] {
    switch settings.scorer {
    case .program(let command):
      return try byProgram(command, states.map(\.items), tasks, place, seed, pulse)
    default: return try byModel(states, tasks, place, seed, pulse)
    }
  }

  private func byModel(
    _ states: [(id: String, items: [BankItem])], _ tasks: [LiveTask], _ place: String, _ seed: Int,
    _ pulse: Pulse
  ) throws -> [[Double?]] {
    var requests: [ChatRequest] = []
    var known: [Question: Int] = [:]
    let asked = states.map { state in
      tasks.enumerated().map { index, task -> Int in
        let items = settings.select.items(state.items, for: task.question)
        let question = Question(task: index, advice: Texts.advice(items))
        if let place = known[question] {
          if !state.id.isEmpty { requests[place].subjects.append(state.id) }
          return place
        }
        known[question] = requests.count
        let messages = prompts.messages(
          .answer, ["memory": question.advice, "question": task.question])
        requests.append(
          ChatRequest(
            place: place, channel: .score, messages: messages.filter { !$0.text.isEmpty },
            seed: Measuring.seed(seed, index), subjects: state.id.isEmpty ? [] : [state.id]))
        return requests.count - 1
      }
    }
    let answers = try desk.ask(requests, pulse: pulse, stage: "measuring")
    return asked.map { places in
      zip(places, tasks).map { place, task in
        guard case .success(let answer) = answers[place], let reference = task.answer else { return nil }
        return task.match.holds(answer.text, reference) ? 1 : 0
      }
    }
  }

  private struct Question: Hashable {
    let task: Int
    let advice: String
  }

  /// The same for all states: what differs between them is the memory.
  private static func seed(_ seed: Int, _ task: Int) -> Int { seed &* 1_000 &+ task }

  private mutating func byProgram(
    _ command: String, _ states: [[BankItem]], _ tasks: [LiveTask], _ place: String, _ seed: Int,
    _ pulse: Pulse
  ) throws -> [[Double?]] {
    var (questions, known) = ([ProgramQuestion](), [String: Int]())
    let asked = states.map { items in
      tasks.enumerated().map { index, task -> Int in
        let chosen = settings.select.items(items, for: task.question)
        let question = ProgramQuestion(
          task, memory: chosen.map { ($0.id, $0.content) }, seed: Measuring.seed(seed, index))
        if let place = known[question.key] { return place }
        known[question.key] = questions.count
        questions.append(question)
        return questions.count - 1
      }
    }
    let outcomes = try measured(questions, command, place, pulse)
    return asked.map { $0.map { outcomes[$0] } }
  }

  private mutating func measured(
    _ questions: [ProgramQuestion], _ command: String, _ place: String, _ pulse: Pulse
  ) throws -> [Double?] {
    var outcomes = questions.map { desk.cassette.outcome(place: place, key: $0.key, ordinal: 0) }
    let missing = outcomes.indices.filter { outcomes[$0] == nil }
    guard !missing.isEmpty else { return outcomes.map { $0 ?? nil } }
    guard desk.cassette.mode != .replay else {
      throw ChannelFault.missed(path: desk.cassette.path, place: place, nearest: [])
    }
    guard desk.terms.allowsPrograms else { throw OptimizingFault.programsNotAllowed }
    let scorer = ProgramScorer(command: command, seconds: settings.programSeconds, atOnce: atOnce)
    let (open, cassette) = (missing.map { questions[$0] }, desk.cassette)
    let found = try scorer.outcomes(open, pulse: pulse) { index, outcome in
      try cassette.add(outcome: outcome, place: place, key: open[index].key, ordinal: 0)
    }
    for (index, outcome) in zip(missing, found) {
      outcomes[index] = .some(outcome)
      if outcome == nil { pending.append((questions[index], place)) }
    }
    return outcomes.map { $0 ?? nil }
  }

  /// The run goes on without what failed.
  mutating func settle() throws {
    for (question, place) in pending {
      try desk.cassette.add(outcome: nil, place: place, key: question.key, ordinal: 0)
    }
    pending.removeAll()
    try desk.settle()
  }
}
