import Basics
import Channels
import JSON
import Memory
import TraceLogs
import Traces

/// Proposing: new edits from a batch of traces.
extension Optimization {
  mutating func propose(_ batch: Int, _ pulse: Pulse) throws -> PhaseReport {
    let batchTasks = schedule.tasks(of: batch)
    let bank = try batch == 1 ? memory : keep(log.trace()).now.bank.items
    var report = PhaseReport(phase: .proposed, batch: batch)
    let request = try proposal(batch, batchTasks, bank, &report, pulse)
    let answer = try asked(request, bank, pulse)
    report.proposed = answer.edits.count
    report.flaw = answer.flaw
    var record = Batch(source: 0, number: batch)
    (record.epoch, record.tasks) = (schedule.epoch(of: batch), batchTasks.count)
    let scenes = Set(batchTasks.compactMap(\.scene))
    record.label = scenes.count == 1 ? scenes.first : nil
    let records: [LoggedRecord] =
      [.batch(record)]
      + answer.edits.enumerated().map { index, edit in
        .proposal(
          batch: batch, id: "b\(batch)p\(index + 1)", type: edit.type, anchor: edit.anchor,
          content: edit.content,
          reason: edit.reason)
      }
    try measuring.settle()
    try log.append(records, .proposed, [("batch", .whole(batch))])
    return report
  }

  private func proposal(
    _ batch: Int, _ batchTasks: [LiveTask], _ bank: [BankItem], _ report: inout PhaseReport, _ pulse: Pulse
  ) throws -> ChatRequest {
    let memory = Texts.memory(bank)
    let room = try room(.propose, besides: memory.utf8.count + 4_000, pulse)
    let traces = traces(batchTasks, room: room, &report)
    return ChatRequest(
      place: "b\(batch)/propose", channel: .propose,
      messages: prompts.messages(.propose, ["memory": memory, "traces": traces]),
      form: ProposedEdits.form(bank), seed: seed(batch, 1))
  }

  /// One request to mend what is wrong; what is right in the second answer is taken.
  private func asked(_ request: ChatRequest, _ bank: [BankItem], _ pulse: Pulse) throws -> ProposedEdits {
    guard case .success(let answer) = try desk.ask([request], pulse: pulse, stage: "proposing")[0] else {
      return ProposedEdits(failed: "there was no answer")
    }
    let edits = ProposedEdits(answer.text, memory: bank)
    guard let flaw = edits.flaw else { return edits }
    let repair = repair(request, answer.text, flaw)
    guard case .success(let second) = try desk.ask([repair], pulse: pulse, stage: "proposing")[0] else {
      return ProposedEdits(failed: "there was no second answer")
    }
    return ProposedEdits(second.text, memory: bank)
  }

  func repair(_ request: ChatRequest, _ answer: String, _ flaw: String) -> ChatRequest {
    var repair = request
    repair.place += "/repair"
    repair.messages += [ChatMessage(.assistant, answer)] + prompts.messages(.repair, ["fault": flaw])
    return repair
  }

  /// Traces so that all fit; the text says where something is left out, and the report how many were cut.
  func traces(_ batchTasks: [LiveTask], room: Int, _ report: inout PhaseReport) -> String {
    let frames = batchTasks.reduce(0) { $0 + $1.question.utf8.count + $1.id.utf8.count + 64 }
    let share = Texts.share(of: batchTasks.map(\.trace.utf8.count), in: room - frames)
    let cut = batchTasks.count { $0.trace.utf8.count > share }
    if cut > 0 { report.cut = (cut, share) }
    return batchTasks.map { Texts.trace($0, most: share) }.joined(separator: "\n\n")
  }

  /// How many bytes of text fit beside so many others, as measured with the first trace. A tenth stays free.
  func room(_ channel: Channel, besides bytes: Int, _ pulse: Pulse) throws -> Int {
    let sample = tasks.tasks.first.map { Texts.cut($0.trace, to: 1_000) } ?? ""
    let measure = try desk.measure(channel, sample: sample, pulse: pulse)
    let model = try desk.model(channel)
    let tokens = Double(model.contextTokens - model.answerTokens) * 0.9
    let room = Int(tokens / max(0.05, measure.tokensPerByte)) - bytes
    guard room > 0 else {
      throw OptimizingFault.tooLong(
        tokens: Int(Double(bytes) * measure.tokensPerByte), context: model.contextTokens)
    }
    return room
  }

  /// A seed for a question of a batch: servers that know seeds answer the same again.
  func seed(_ batch: Int, _ part: Int) -> Int {
    var random = Randomness(
      seed: UInt64(bitPattern: Int64(settings.seed)), purpose: UInt64(batch * 64 + part))
    return random.below(1 << 31)
  }
}

extension ProposedEdits {
  init(failed flaw: String) { self.flaw = flaw }
}
