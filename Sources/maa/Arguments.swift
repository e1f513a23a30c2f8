import Files
import Language
import Runs
import Scripts
import Sessions

/// The command line, understood.
struct Arguments {
  enum Mode {
    case shell(file: String?)
    case run(files: [String])
    case check(files: [String])
    case record(files: [String])
    case inspect(files: [String])
    case format(files: [String])
    case graph(file: String, DependencyGraph.Form)
    case runs(RunPlan.Wishes)
    case follow(file: String)
    case collect(folder: String)
    case diff(String, String)
    case text(String)
    case standardInput
    /// Requests of a program.
    case pipe
    case version
    case help
    /// `markdown` or `man`.
    case manual(String)
    case completions(ShellCompletions.Shell)
    case grammar
  }

  let line: ProgramLine
  private(set) var mode = Mode.shell(file: nil)
  private(set) var options = SessionOptions()

  var json: Bool { line.has("--json") }
  var echo: Bool { line.has("--echo") }
  var readsInit: Bool { !line.has("--no-init") }

  init(_ arguments: [String]) throws {
    line = try ProgramLine(arguments)
    options.allowsChangedInputs = line.has("--allow-changed-inputs")
    options.allowsNetwork = line.has("--allow-network")
    options.allowsPrograms = line.has("--allow-programs")
    options.journalFolder = line["--journals"]
    options.overrides = try Arguments.overrides(line.all("--set"))
    mode = try chosenMode()
    if !line.has("--no-cache") { try placeCache() }
  }

  /// `MAA_CACHE_LIMIT` rather than an option: a run without the option would throw away what others keep.
  private mutating func placeCache() throws {
    let (name, text) = ("MAA_CACHE_LIMIT", Environment["MAA_CACHE_LIMIT"] ?? "")
    if !text.isEmpty {
      guard let limit = Int(text), (0...(1 << 30)).contains(limit) else {
        throw UsageFault.badValue(option: name, seen: text, expected: "a whole number of MiB")
      }
      options.cacheLimit = limit << 20
    }
    guard options.cacheLimit > 0 else { return }
    options.cacheFile = Environment.cacheDirectory.map { "\($0)/vectors.sqlite" }
  }

  private static func overrides(_ assignments: [String]) throws -> [String: String] {
    try assignments.reduce(into: [:]) { overrides, text in
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw UsageFault.badAssignment(text)
      }
      overrides[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
  }
}

extension Arguments {
  /// One mode to a command line.
  private func chosenMode() throws -> Mode {
    let asked = line.given.compactMap { option, value in
      modeOfOption(option.name, value).map { (option.name, $0) }
    }
    if asked.count > 1 { throw UsageFault.unexpected(asked[1].0) }
    if let (name, mode) = asked.first {
      if let subcommand = line.subcommand { throw UsageFault.unexpected(subcommand.rawValue) }
      if let word = line.words.first { throw UsageFault.unexpected(word) }
      guard let mode = try mode() else { throw UsageFault.unexpected(name) }
      return mode
    }
    if let subcommand = line.subcommand { return try mode(of: subcommand) }
    if line.words.count > 1 { throw UsageFault.unexpected(line.words[1]) }
    if line.words == ["help"], !fileExists("help") { return .help }
    return line.words.first == "-" ? .standardInput : .shell(file: line.words.first)
  }

  /// Of an option that is a mode by itself.
  private func modeOfOption(_ name: String, _ value: String) -> (() throws -> Mode?)? {
    switch name {
    case "-c": { .text(value) }
    case "--pipe": { .pipe }
    case "--version": { .version }
    case "--help": { .help }
    case "--manual": { .manual(value) }
    case "--grammar": { .grammar }
    case "--completions": { try line.choice(name, ShellCompletions.Shell.self).map(Mode.completions) }
    default: nil
    }
  }

  private func mode(of subcommand: Subcommand) throws -> Mode {
    let files = line.words
    guard !files.isEmpty else { throw UsageFault.nothingToRun(subcommand: subcommand.rawValue) }
    if files.contains("-") { throw UsageFault.unexpected("-") }
    switch subcommand {
    case .run: return try modeOfRun(files)
    case .check: return .inspect(files: files)
    case .fmt: return .format(files: files)
    case .graph:
      if files.count > 1 { throw UsageFault.unexpected(files[1]) }
      return .graph(file: files[0], try line.choice("--form", DependencyGraph.Form.self) ?? .text)
    case .collect:
      if files.count > 1 { throw UsageFault.unexpected(files[1]) }
      return .collect(folder: files[0])
    case .diff:
      if files.count > 2 { throw UsageFault.unexpected(files[2]) }
      guard files.count == 2 else { throw UsageFault.nothingToRun(subcommand: "diff RUN") }
      return .diff(files[0], files[1])
    }
  }

  private func modeOfRun(_ files: [String]) throws -> Mode {
    for option in ["--update", "--allow-other-engine"] where line.has(option) && !line.has("--check") {
      throw UsageFault.optionNeeds(option, other: "--check")
    }
    if line.has("--as"), !line.has("--update") { throw UsageFault.optionNeeds("--as", other: "--update") }
    for option in ["--metrics", "--webhook", "--idle"] where line.has(option) && !line.has("--follow") {
      throw UsageFault.optionNeeds(option, other: "--follow")
    }
    if line.has("--follow") {
      if files.count > 1 { throw UsageFault.unexpected(files[1]) }
      return .follow(file: files[0])
    }
    guard line.has("--check") else { return isOfRuns ? .runs(wishes(files)) : .run(files: files) }
    return line.has("--update") ? .record(files: files) : .check(files: files)
  }

  /// Whether runs are kept apart and told of, instead of shown one after the other.
  private var isOfRuns: Bool {
    let options = [
      "--out", "--jobs", "--params", "--sweep", "--over", "--figures", "--resume", "--replace", "--fail-fast",
      "--junit",
      "--annotate", "--code-quality", "--only", "--slurm",
    ]
    return options.contains(where: line.has)
  }

  private func wishes(_ files: [String]) -> RunPlan.Wishes {
    var wishes = RunPlan.Wishes()
    (wishes.files, wishes.overrides) = (files, options.overrides)
    (wishes.rows, wishes.sweeps, wishes.over) = (line["--params"], line.all("--sweep"), line["--over"])
    return wishes
  }
}
