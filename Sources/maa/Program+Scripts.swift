import Answers
import Characters
import Commands
import Files
import Language
import Phrasing
import Runs
import Scripts
import Sessions
import Sinks

/// Scripts as documents, and held against what they say of themselves.
extension Program {
  /// `maa check`: all that is wrong, the worst of it in the exit code.
  func inspect(_ files: [String]) throws -> Int32 {
    let sink = makeSink()
    return eachFile(files, sink) { file in
      let inspection = try ScriptInspection(
        file, Registry.all.vocabulary, overrides: arguments.options.overrides)
      for problem in inspection.problems {
        var complaint = problem.complaint
        complaint.message = "\(file):\(problem.line): \(complaint.message)"
        sink.fail(complaint, number: nil, statement: "check \(file)")
      }
      if inspection.problems.isEmpty {
        show(
          "\(file)   \(counted(inspection.statementCount, "statement")), nothing wrong", sink, "check \(file)"
        )
      }
      return inspection.exitCode
    }
  }

  func format(_ files: [String]) throws -> Int32 {
    let sink = makeSink()
    return eachFile(files, sink) { file in
      let (source, _) = try SessionFile.source(file)
      let text = try ScriptFormat.formatted(source, path: file, Registry.all.vocabulary)
      if arguments.line.has("--verify") {
        if text != source { show(file, sink, "fmt \(file)") }
        return text == source ? ExitCode.done : ExitCode.failed
      }
      if arguments.line.has("--write") {
        if text != source { try writeAtomically(Array(text.utf8), to: file) }
        return ExitCode.done
      }
      // What a script holds may not be sent to a terminal as it is.
      return say(Terminal.isTerminal(1) ? visibleLines(text) : text)
    }
  }

  func graph(_ file: String, _ form: DependencyGraph.Form) throws -> Int32 {
    say(visibleLines(try DependencyGraph(file, Registry.all.vocabulary).text(form)))
  }

  private func visibleLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }
      .joined(separator: "\n")
  }

  /// `maa run --check`: the first difference of each file.
  func check(_ files: [String]) throws -> Int32 {
    Interrupt.install(secondEndsProcess: true)
    let sink = makeSink()
    return eachFile(files, sink) { file in
      let (count, notices) = try recording(of: file).check(
        allowsOtherEngine: arguments.line.has("--allow-other-engine"))
      for notice in notices { sink.warn(Wording.complaint(notice).message) }
      show("\(file)   \(counted(count, "statement")), all as recorded", sink, "check \(file)")
      return ExitCode.done
    }
  }

  /// `maa run --check --update`.
  func record(_ files: [String]) throws -> Int32 {
    Interrupt.install(secondEndsProcess: true)
    let sink = makeSink()
    let form = try arguments.line.choice("--as", RecordForm.self)
    return eachFile(files, sink) { file in
      let isOther = try recording(of: file).update(as: form)
      show("\(file)   \(isOther ? "recorded" : "as recorded; nothing was written")", sink, "update \(file)")
      return ExitCode.done
    }
  }

  private func recording(of file: String) -> ScriptRecording {
    let progress = Progress(isVisible: Terminal.isTerminal(2) && !Terminal.isDumb)
    return ScriptRecording(file) {
      progress.clear()
      return try Session(options: arguments.options, pulse: progress.pulse)
    }
  }

  /// Each file is seen to, whatever became of those before it; the first code that is not 0 is that of all.
  private func eachFile(_ files: [String], _ sink: any Sink, _ work: (String) throws -> Int32) -> Int32 {
    var first = ExitCode.done
    for file in files {
      var code: Int32
      do { code = try work(file) } catch {
        var complaint = Wording.complaint(error)
        if complaint.exitCode == ExitCode.failed, error is FileFault { complaint.exitCode = ExitCode.usage }
        sink.fail(complaint, number: nil, statement: file)
        code = complaint.exitCode
      }
      if first == ExitCode.done { first = code }
      if sink.isBroken || code == ExitCode.interrupted { break }
    }
    return first
  }

  private func show(_ text: String, _ sink: any Sink, _ statement: String) {
    sink.show(Outcome(number: nil, statement: statement, answer: .said(text), warnings: []))
  }
}
