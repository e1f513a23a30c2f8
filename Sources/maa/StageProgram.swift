import Answers
import Commands
import Files
import Language
import Parts
import Sessions

/// `maa stage STEP …`: one step of the work for one part of the records (docs/scale.md).
enum StageProgram {
  static let usage =
    "maa stage STEP --session FILE [--log N] [--names|--logs|--rulings|--weight FILE] [--first N]"

  static let help = """
    usage: \(usage)

    Records come on standard input, one JSON object a line, and go to standard output. docs/scale.md says more.

    \(PartStep.allCases.map { "  \($0.rawValue.padded(to: 9))\($0.summary)" }.joined(separator: "\n"))

    """

  static func run(_ arguments: ArraySlice<String>) throws -> Int32 {
    let output = Output(Output.standard)
    guard let name = arguments.first, name != "--help", name != "-h" else {
      output.write(help)
      output.flush()
      return ExitCode.done
    }
    let (run, options) = try parsed(name, arguments.dropFirst())
    Interrupt.install(secondEndsProcess: true)
    try run.run(registry: .all, options: options, input: .standardInput()) { line in
      output.write(line)
      if let failure = output.failure { throw failure }
    }
    output.flush()
    if let failure = output.failure { throw failure }
    return ExitCode.done
  }

  private static func parsed(_ name: String, _ arguments: ArraySlice<String>) throws -> (
    PartRun, SessionOptions
  ) {
    guard let step = PartStep(rawValue: name) else {
      let steps = PartStep.allCases.map(\.rawValue)
      throw UsageFault.badValue(
        option: "stage", seen: name,
        expected: suggestion(for: name, among: steps) ?? steps.joined(separator: ", "))
    }
    var (run, options, rest) = (PartRun(step, session: ""), SessionOptions(), arguments)
    while let option = rest.popFirst() {
      if option == "--allow-network" {
        options.allowsNetwork = true
        continue
      }
      guard let value = rest.popFirst() else { throw UsageFault.missingValue(option: option, form: "VALUE") }
      try set(option, value, &run, &options)
    }
    guard !run.session.isEmpty else { throw UsageFault.missingValue(option: "--session", form: "FILE") }
    return (run, options)
  }

  private static func set(
    _ option: String, _ value: String, _ run: inout PartRun, _ options: inout SessionOptions
  ) throws {
    if let file = PartRun.PartFile(rawValue: String(option.dropFirst(2))), option.hasPrefix("--") {
      run.files[file] = value
      return
    }
    switch option {
    case "--session": run.session = value
    case "--log": run.log = try number(value, option)
    case "--first": run.first = try number(value, option)
    case "--set":
      guard let equals = value.firstIndex(of: "="), equals > value.startIndex else {
        throw UsageFault.badAssignment(value)
      }
      options.overrides[String(value[..<equals])] = String(value[value.index(after: equals)...])
    default:
      let known =
        PartRun.PartFile.allCases.map { "--\($0.rawValue)" } + ["--session", "--log", "--first", "--set"]
      throw UsageFault.unknownOption(option, suggestion: suggestion(for: option, among: known))
    }
  }

  private static func number(_ text: String, _ option: String) throws -> Int {
    guard let number = Int(text), number >= 0 else {
      throw UsageFault.badValue(option: option, seen: text, expected: "a whole number from 0")
    }
    return number
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
