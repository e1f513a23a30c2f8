import Answers
import Basics
import Completing
import Files
import Language
import Phrasing
import Sessions
import Sinks

/// The shell: reads statements, runs them, shows answers, until Ctrl-D.
package final class InteractiveShell {
  private let session: Session
  private let editor: LineEditor
  private let sink: any Sink
  private let progress: Progress
  private let style: ShellStyle
  private let watch: any StatementWatch
  /// The statements that run now, if the history's file does not have them yet.
  private var unkept: String?
  private var mayHoldSecret = false

  /// `watch` bounds statements by whatever `bounded` makes of the shell's pulse.
  package static func run(
    file: String?, registry: Registry, options: SessionOptions, readsInit: Bool,
    watch: any StatementWatch, bounded: (Pulse) -> Pulse
  ) throws -> Int32 {
    var options = options
    options.isInteractive = true
    options.journalFolder = options.journalFolder ?? Environment.stateDirectory.map { "\($0)/journals" }
    let shell = try InteractiveShell(registry, options, watch, bounded)
    return shell.run(file: file, readsInit: readsInit)
  }

  private init(
    _ registry: Registry, _ options: SessionOptions, _ watch: any StatementWatch, _ bounded: (Pulse) -> Pulse
  ) throws {
    self.watch = watch
    style = ShellStyle()
    progress = Progress(isVisible: !Terminal.isDumb)
    sink = ProgressClearingSink(style.sink(), progress)
    let session = try InteractiveShell.session(registry, options, bounded(progress.pulse), sink)
    session.news = { [sink] in sink.show(Outcome(news: $0)) }
    self.session = session
    editor = LineEditor(program: "maa") { line, cursor in
      Completer(session: session).answer(line: line, cursor: cursor)
    }
    session.answers = KeyAnswers(editor, progress, isColoured: Terminal.wantsColour())
    if let folder = Environment.stateDirectory { editor.openHistory(at: "\(folder)/history") }
  }

  /// A shell whose journal cannot be kept is better than none, if it says so.
  private static func session(
    _ registry: Registry, _ options: SessionOptions, _ pulse: Pulse, _ sink: any Sink
  ) throws -> Session {
    let advice = "what is not saved is lost when the shell ends · --journals FOLDER keeps it"
    guard options.journalFolder != nil else {
      sink.warn("there is no home folder for a journal: \(advice)")
      return try Session(registry: registry, options: options, pulse: pulse)
    }
    do { return try Session(registry: registry, options: options, pulse: pulse) } catch {
      sink.warn("\(Wording.complaint(error).message): \(advice)")
      var options = options
      options.journalFolder = nil
      return try Session(registry: registry, options: options, pulse: pulse)
    }
  }

  private func run(file: String?, readsInit: Bool) -> Int32 {
    announceAbandoned()
    if readsInit { runInit() }
    if let file { begin(with: file) }
    while !session.hasEnded, let text = readStatementText() {
      runStatements(text)
      keepInHistory()
    }
    return leave()
  }

  /// A session file is opened; anything else is taken for a log.
  private func begin(with file: String) {
    let verb = file.hasSuffix(".maa") ? "open" : "load"
    runStatements("\(verb) \(Quoting.quoted(file))")
  }

  private func runInit() {
    guard let path = Environment.configDirectory.map({ "\($0)/init.maa" }), isRegularFile(path) else {
      return
    }
    do {
      for statement in try SessionFile.read(path).1 { perform(statement) }
      // Every start has them again: nothing would be lost.
      try session.markSaved()
    } catch { fail(error) }
  }

  private func announceAbandoned() {
    let journals = session.options.journalFolder.map(AbandonedJournal.all) ?? []
    guard let newest = journals.last else { return }
    let others = journals.count > 1 ? ", \(journals.count - 1) older" : ""
    sink.warn(
      "a session of \(counted(newest.statements.count, "statement")) was not saved\(others) · recover brings it back"
    )
  }

  private func leave() -> Int32 {
    if !session.isSaved, session.keepsJournal {
      sink.warn(
        "\(counted(session.entries.count, "statement")) not saved · start maa and recover brings them back")
    }
    session.close()
    return ExitCode.done
  }
}

extension InteractiveShell {
  /// Reads lines until they are whole statements; nil at the end.
  private func readStatementText() -> String? {
    var pending = ""
    var prefill = ""
    while true {
      let isFirst = pending.isEmpty
      let number = session.nextNumber
      switch editor.readLine(
        prompt: isFirst ? style.prompt(number) : style.continuation(number), prefill: prefill)
      {
      case .endOfInput: return nil
      case .interrupted:
        pending = ""
        prefill = ""
      case .line(let line):
        prefill = ""
        pending += isFirst ? line : "\n\(line)"
        if wantsMore(pending) { continue }
        unkept = editor.rememberForNow(pending) ? pending : nil
        guard let statement = statementToEdit(pending) else { return pending }
        keepInHistory()
        prefill = statement
        pending = ""
      }
    }
  }

  /// Only now, when it is known whether they were refused for holding a key, which no file should have.
  private func keepInHistory() {
    if let unkept, !mayHoldSecret { editor.keep(unkept) }
    (unkept, mayHoldSecret) = (nil, false)
  }

  private func wantsMore(_ text: String) -> Bool {
    do {
      _ = try Lexer.statements(in: text)
      return false
    } catch let fault as LanguageFault { return fault.wantsMore } catch { return false }
  }

  /// For `edit N` alone: the line that changes statement N.
  private func statementToEdit(_ text: String) -> String? {
    let words = (try? Lexer.statements(in: text))?.first?.words ?? []
    guard words.count == 2, words[0].literal == "edit", let number = words[1].literal.flatMap(Int.init),
      session.entries.indices.contains(number - 1)
    else { return nil }
    let statement = session.entries[number - 1].statement
    guard statement.hasPrefix("#") else { return "edit \(number) \(statement)" }
    return "edit \(number) note \(Quoting.quoted(String(statement.dropFirst(2))))"
  }

  private func runStatements(_ text: String) {
    do {
      let statements = try Lexer.statements(in: text)
      for (index, statement) in statements.enumerated() {
        let succeeded = perform(statement)
        if session.hasEnded { return }
        guard !succeeded, index + 1 < statements.count else { continue }
        return sink.warn("\(counted(statements.count - index - 1, "statement")) after it not run")
      }
    } catch { fail(error) }
  }

  @discardableResult
  private func perform(_ statement: Statement) -> Bool {
    Interrupt.clear()
    progress.reset()
    watch.beginStatement()
    defer { Interrupt.clear() }
    do {
      sink.show(try session.perform(statement))
      return true
    } catch {
      fail(watch.fault(for: error))
      return false
    }
  }

  private func fail(_ error: any Error) {
    let complaint = Wording.complaint(error)
    if complaint.isSecret { mayHoldSecret = true }
    sink.fail(complaint, number: nil, statement: "")
  }
}
