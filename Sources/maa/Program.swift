import Answers
import Commands
import Files
import Language
import Runs
import Scripts
import Serving
import Sessions
import Shell
import Sinks

/// One run of the program: from a command line to an exit code.
struct Program {
  let arguments: Arguments
  private let output = Output(Output.standard)
  /// One for all files of a run: what one has not read is the next one's.
  private let input = LineReader.standardInput()

  init(_ arguments: Arguments) { self.arguments = arguments }

  func run() throws -> Int32 {
    let code = try runMode()
    if let failure = output.failure { throw failure }
    return code
  }

  private func runMode() throws -> Int32 {
    switch arguments.mode {
    case .version: return say(VersionText.text)
    case .help: return say(Usage.text)
    case .manual(let form): return say(try Usage.manual(form, version: maaVersion))
    case .completions(let shell): return say(ShellCompletions.text(for: shell, Registry.all.vocabulary))
    case .grammar: return say(TextMateGrammar.text(Registry.all.vocabulary))
    case .run(let files): return try run(files)
    case .runs(let wishes): return try run(wishes)
    case .follow(let file): return try follow(file)
    case .collect(let folder): return try collect(folder)
    case .diff(let first, let second): return try diff(first, second)
    case .check(let files): return try check(files)
    case .record(let files): return try record(files)
    case .inspect(let files): return try inspect(files)
    case .format(let files): return try format(files)
    case .graph(let file, let form): return try graph(file, form)
    case .text(let text): return try headless { $0.run(text: text) }
    case .standardInput: return try runStandardInput()
    case .pipe: return try serve()
    case .shell(let file):
      if file == nil && !Terminal.isTerminal(0) {
        return try runStandardInput()
      }
      return try shell(file)
    }
  }

  private func runStandardInput() throws -> Int32 {
    var options = arguments.options
    options.readsStandardInput = true
    Interrupt.install(secondEndsProcess: true)
    return try headless(makeSink(), options) { $0.run(lines: input, name: "standard input") }
  }

  /// One process for as long as the program that asks lives.
  private func serve() throws -> Int32 {
    var options = arguments.options
    options.readsStandardInput = true
    Interrupt.install()
    let limits = RunLimits(try bounds())
    let session = try Session(options: options, pulse: limits.pulse(Beacon().pulse))
    let code = Service(session: session, lines: input, replies: Replies(output: output), watch: limits).run()
    session.close()
    return code
  }

  func say(_ text: String) -> Int32 {
    output.write(text)
    output.flush()
    return ExitCode.done
  }

  private func run(_ files: [String]) throws -> Int32 {
    Interrupt.install(secondEndsProcess: true)
    let sink = makeSink()
    for file in files {
      if files.count > 1 { sink.begin(file: file) }
      let code = try headless(sink, arguments.options) { $0.run(file: file) }
      if code != ExitCode.done || sink.isBroken { return code }
    }
    return ExitCode.done
  }

  private func headless(_ work: (Runner) -> Int32) throws -> Int32 {
    Interrupt.install(secondEndsProcess: true)
    return try headless(makeSink(), arguments.options, work)
  }

  private func headless(_ sink: any Sink, _ options: SessionOptions, _ work: (Runner) -> Int32) throws
    -> Int32
  {
    let progress = Progress(isVisible: Terminal.isTerminal(2) && !Terminal.isDumb)
    let limits = RunLimits(try bounds())
    let session = try Session(options: options, pulse: limits.pulse(progress.pulse))
    let code = work(
      Runner(session: session, sink: ProgressClearingSink(sink, progress), input: input, watch: limits))
    session.close()
    return code
  }

  func makeSink() -> any Sink {
    if arguments.json { return JSONSink(output: output) }
    var style = TextSink.Style()
    style.echoes = arguments.echo
    style.isColoured = Terminal.wantsColour(on: 1)
    style.plotWidth = { Terminal.width() }
    if Terminal.isTerminal(1) { style.width = { Terminal.width() } }
    return TextSink(output: output, errors: Output(Output.errors), style: style)
  }

  private func shell(_ file: String?) throws -> Int32 {
    guard Terminal.isTerminal(0), Terminal.isTerminal(1) else { throw UsageFault.noTerminal }
    let limits = RunLimits(try bounds())
    return try InteractiveShell.run(
      file: file, registry: .all, options: arguments.options, readsInit: arguments.readsInit, watch: limits,
      bounded: limits.pulse)
  }
}
