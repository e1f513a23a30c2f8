import Answers
import Basics
import Language
import Phrasing
import Studies

/// What a statement had to say.
package struct Retelling: Sendable {
  package enum Ending: Sendable {
    case answered
    /// It writes this file, and is not run again only to be told about.
    case writes(String)
    /// It would fail now: a session that was opened checked only its form.
    case fails(Complaint)
  }

  package let answer: Answer
  package let warnings: [String]
  package let ending: Ending

  init(answer: Answer = Answer(), warnings: [String] = [], ending: Ending = .answered) {
    self.answer = answer
    self.warnings = warnings
    self.ending = ending
  }
}

extension Turn {
  /// What a statement before this one said. Whatever only looks is asked again, of the study as it was then.
  package func retelling(of entry: Session.Entry) throws -> Retelling {
    if let kept = entry.kept { return kept }
    guard let statement = try Lexer.statements(in: entry.statement).first else { return Retelling() }
    let call = try Call(statement, in: registry.vocabulary, parameters: entry.study.parameters)
    if let path = call.writtenFile { return Retelling(ending: .writes(path)) }
    guard let command = try registry.command(of: call).study else { return Retelling() }
    return try retelling(of: call, command, on: entry.study)
  }

  private func retelling(of call: Call, _ command: any StudyCommand.Type, on study: Study) throws -> Retelling
  {
    // The same words, whoever is there to read them.
    var options = options
    options.isInteractive = true
    var turn = Turn(
      study: study, entries: [], lastMergeRows: [], registry: registry, options: options, pulse: pulse,
      stages: stages)
    do {
      let answer = try turn.drawn(command.run(call, &turn), call)
      return Retelling(answer: answer, warnings: turn.warnings)
    } catch let fault where !(fault is Interrupted) {
      return Retelling(ending: .fails(Wording.complaint(fault)))
    }
  }
}

extension Call {
  /// The file that this statement writes, if it writes one.
  var writtenFile: String? {
    let word = zip(manual.words, words).first { $0.0.kind == .newFile }?.1
    return word ?? manual.allFlags.lazy.filter { $0.value == .newFile }.compactMap { self[$0.name] }.first
  }
}
