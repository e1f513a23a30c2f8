import Answers
import Basics
import Files
import Language
import Phrasing
import Studies

/// Feeds statements to a session and shows what comes back. Headless runs are strict: the first failure ends them.
package final class Runner {
  package let session: Session
  private let sink: any Sink
  private let watch: (any StatementWatch)?

  /// `input` is where answers come from that a statement asks for.
  package convenience init(
    session: Session, sink: any Sink, input: LineReader = .standardInput(), watch: (any StatementWatch)? = nil
  ) {
    self.init(session: session, sink: sink, answers: LineAnswers(input, sink: sink), watch: watch)
    session.news = { sink.show(Outcome(news: $0)) }
  }

  /// `answers` are those to whatever a statement asks.
  package init(
    session: Session, sink: any Sink, answers: any AnswerSource, watch: (any StatementWatch)? = nil
  ) {
    self.watch = watch
    session.answers = answers
    self.session = session
    self.sink = sink
  }

  /// Runs a script file from its first line to its last.
  package func run(file path: String) -> Int32 {
    let statements: [Statement]
    do {
      let file: SessionFile
      (file, statements) = try SessionFile.read(path)
      session.isFrom(file)
      try check(statements, in: path)
    } catch is Interrupted { return fail(Interrupted()) } catch {
      return fail(error, atLeast: ExitCode.usage)
    }
    return run(statements, from: path)
  }

  /// Runs the text given with `-c`.
  package func run(text: String) -> Int32 {
    do {
      let statements = try Lexer.statements(in: text).withoutHeading()
      try check(statements, in: nil)
      return run(statements, from: nil)
    } catch { return fail(error) }
  }

  /// Runs statements as they arrive on standard input, each as soon as it is whole.
  package func run(lines: LineReader, name: String) -> Int32 {
    // What follows a statement that asks are its answers.
    session.answers = LineAnswers(lines, sink: sink)
    var pending = ""
    var firstLine = 1
    var isInsideQuote = false
    while true {
      do {
        let line = try lines.next()
        pending += line ?? ""
        // Inside a quote, a line without one cannot close it.
        if isInsideQuote, let line, !line.contains(where: { "'\"".contains($0) }) { continue }
        guard let statements = try whole(pending, from: firstLine, isLast: line == nil, name) else {
          isInsideQuote = !pending.hasSuffix("\\\n")
          continue
        }
        pending = ""
        isInsideQuote = false
        let code = run(try statements.withoutHeading(), from: name)
        firstLine = lines.count + 1
        if code != ExitCode.done || session.hasEnded { return code }
        if line == nil { return checkOverridesWereUsed() }
      } catch { return fail(error) }
    }
  }

  /// Statements that stream in can be held against `--set` only when all have come.
  private func checkOverridesWereUsed() -> Int32 {
    do {
      try check(overridesAgainst: session.study.parameters.names)
      return ExitCode.done
    } catch { return fail(error) }
  }

  private func whole(_ text: String, from line: Int, isLast: Bool, _ name: String) throws -> [Statement]? {
    do {
      return try Lexer.statements(in: text).map { statement in
        Statement(body: statement.body, line: statement.line + line - 1)
      }
    } catch let fault as LanguageFault {
      if fault.wantsMore && !isLast { return nil }
      throw ScriptFault(file: name, line: fault.line + line - 1, fault: fault)
    }
  }

  private func run(_ statements: [Statement], from name: String?) -> Int32 {
    for statement in statements {
      do {
        watch?.beginStatement()
        sink.show(try session.perform(statement))
      } catch let thrown {
        let error = watch?.fault(for: thrown) ?? thrown
        let located = name.map { ScriptFault(file: $0, line: statement.line, fault: error) }
        return fail(located ?? error, statement, isNamed: statements.count > 1 && name == nil)
      }
      if sink.isBroken || session.hasEnded { break }
    }
    return ExitCode.done
  }

  /// `isNamed` repeats the statement, where nothing else says which of several it was.
  /// A script that cannot be read is wrong usage, whatever keeps it from being read: `atLeast` says so.
  private func fail(
    _ error: any Error, _ statement: Statement? = nil, isNamed: Bool = false, atLeast code: Int32 = 0
  ) -> Int32 {
    var complaint = Wording.complaint(error)
    complaint.exitCode = max(complaint.exitCode, code)
    if isNamed, let statement { complaint.details.insert(shortenedStatement(written(statement)), at: 0) }
    sink.fail(
      complaint, number: statement.map { _ in session.nextNumber }, statement: statement.map(written) ?? "")
    return complaint.exitCode
  }
}

/// Whoever bounds statements, and knows why one that was interrupted was.
package protocol StatementWatch {
  func beginStatement()
  func fault(for error: any Error) -> any Error
}

extension Runner {
  private func written(_ statement: Statement) -> String {
    statement.written(in: session.registry.vocabulary)
  }

  /// Checks every statement's form and the names given with `--set` before anything runs.
  private func check(_ statements: [Statement], in path: String?) throws {
    for statement in statements {
      do {
        _ = try Call(statement, in: session.registry.vocabulary, parameters: nil)
      } catch {
        guard let path else { throw error }
        throw ScriptFault(file: path, line: statement.line, fault: error)
      }
    }
    try check(
      overridesAgainst: statements.compactMap { $0.declaredParameter(in: session.registry.vocabulary) })
  }

  private func check(overridesAgainst declared: [String]) throws {
    try UsageFault.checkNames(session.options.overrides.keys, areAmong: declared)
  }
}

extension [Statement] {
  /// Without a leading `maa 1`, which scripts need and other sources may have.
  func withoutHeading() throws -> [Statement] {
    guard let first, first.verb == "maa", first.words.count == 2 else { return self }
    let version = first.words[1].literal ?? ""
    guard version == "1" else { throw SessionFault.newerSession(path: "this text", version: version) }
    return Array(dropFirst())
  }
}
