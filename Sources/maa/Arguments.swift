import Files
import Language
import Sessions

/// The command line, understood.
struct Arguments {
  enum Mode: Equatable {
    case shell(file: String?)
    case run(files: [String])
    case text(String)
    case standardInput
    /// Requests of a program.
    case pipe
    /// What Python does, such as installing the Jupyter kernel.
    case kernel([String])
    case version
    case help
    /// `markdown` or `man`.
    case manual(String)
  }

  var mode = Mode.shell(file: nil)
  var json = false
  var echo = false
  var readsInit = true
  private var keepsVectors = true
  var options = SessionOptions()

  static let known = [
    "--json", "--echo", "--no-init", "--allow-changed-inputs", "--allow-network", "--set", "--journals",
    "--no-cache", "--manual", "--pipe", "--version",
    "--help", "-c", "-h", "-V",
  ]

  /// One mode to a command line.
  private mutating func set(_ mode: Mode, by word: String) throws {
    guard self.mode == .shell(file: nil) else { throw UsageFault.unexpected(word) }
    self.mode = mode
  }

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    var files: [String] = []
    var isRun = false
    while let argument = rest.popFirst() {
      switch argument {
      case "--json": json = true
      case "--echo": echo = true
      case "--no-init": readsInit = false
      case "--allow-changed-inputs": options.allowsChangedInputs = true
      case "--allow-network": options.allowsNetwork = true
      case "--set": try set(try Arguments.value(of: argument, "NAME=VALUE", &rest))
      case "--journals": options.journalFolder = try Arguments.value(of: argument, "FOLDER", &rest)
      case "--no-cache": keepsVectors = false
      case "--manual":
        try set(.manual(try Arguments.value(of: argument, "markdown|man", &rest)), by: argument)
      case "-c": try set(.text(try Arguments.value(of: argument, "'STATEMENT; …'", &rest)), by: argument)
      case "--version", "-V": try set(.version, by: argument)
      case "--help", "-h": try set(.help, by: argument)
      case "--pipe": try set(.pipe, by: argument)
      case "kernel" where !isRun && files.isEmpty && mode == .shell(file: nil):
        mode = .kernel(Array(rest))
        return
      case "-": try set(.standardInput, by: argument)
      case "run" where !isRun && files.isEmpty: isRun = true
      case _ where argument.hasPrefix("--set="): try set(String(argument.dropFirst(6)))
      case _ where argument.hasPrefix("-"):
        throw UsageFault.unknownOption(
          argument, suggestion: suggestion(for: argument, among: Arguments.known))
      default: files.append(argument)
      }
    }
    try settle(isRun: isRun, files)
    if keepsVectors { try placeCache() }
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

  private mutating func settle(isRun: Bool, _ files: [String]) throws {
    if isRun {
      guard !files.isEmpty else { throw UsageFault.nothingToRun }
      guard mode == .shell(file: nil) else { throw UsageFault.unexpected("run") }
      mode = .run(files: files)
      return
    }
    guard let first = files.first else { return }
    guard mode == .shell(file: nil), files.count == 1 else {
      throw UsageFault.unexpected(mode == .shell(file: nil) ? files[1] : first)
    }
    mode = .shell(file: first)
  }

  private mutating func set(_ assignment: String) throws {
    guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
      throw UsageFault.badAssignment(assignment)
    }
    options.overrides[String(assignment[..<equals])] = String(assignment[assignment.index(after: equals)...])
  }

  private static func value(of option: String, _ form: String, _ rest: inout ArraySlice<String>) throws
    -> String
  {
    guard let value = rest.popFirst() else { throw UsageFault.missingValue(option: option, form: form) }
    return value
  }
}
