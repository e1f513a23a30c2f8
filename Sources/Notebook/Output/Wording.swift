import Accumulation
import Embedding
import Files
import Traces

/// The words for every fault, in one place: what was seen, where, and what to do.
package enum Wording {
  package static func complaint(_ error: any Error) -> Complaint {
    switch error {
    case let fault as ScriptFault:
      var complaint = complaint(fault.fault)
      complaint.message = "\(fault.file):\(fault.line): \(complaint.message)"
      if fault.fault is LanguageFault { complaint.exitCode = ExitCode.usage }
      return complaint
    case let fault as StatementFault: return complaint(of: fault)
    case let fault as LanguageFault: return complaint(of: fault)
    case let fault as UsageFault: return complaint(of: fault)
    case let fault as Contradiction: return complaint(of: fault)
    case let fault as FileFault: return complaint(of: fault)
    case let fault as ModelFault: return complaint(of: fault)
    case let fault as Recorded.Lacking: return complaint(of: fault)
    case let fault as TraceFault: return complaint(of: fault)
    case let fault as AppendingFault: return complaint(of: fault)
    case let fault as PairFault: return complaint(of: fault)
    case let fault as HTTPFault: return complaint(of: fault)
    case let fault as MixedDimensions: return complaint(of: fault)
    case let fault as InvalidText:
      return Complaint(message: "\(fault.name):\(fault.line): not valid UTF-8", exitCode: ExitCode.usage)
    case is Interrupted:
      return Complaint(message: "interrupted; nothing was changed", exitCode: ExitCode.interrupted)
    default: return Complaint(message: "\(error)")
    }
  }

  static func complaint(of fault: LanguageFault) -> Complaint {
    switch fault {
    case .unclosedQuote(let quote, _, let column):
      Complaint(
        message: "the quote \(quote) opened in column \(column) is not closed",
        hint: "close it, or write \\\(quote.last.map(String.init) ?? "") for the character itself",
        exitCode: ExitCode.usage)
    case .openEnd:
      Complaint(message: "the text ends with a backslash", exitCode: ExitCode.usage)
    case .badEscape(let escape, _, let column):
      Complaint(
        message: "\(escape) in column \(column) is no escape",
        hint: "inside $'…' there are \\n \\t \\r \\e \\\\ \\' \\\" and \\u{…}", exitCode: ExitCode.usage)
    case .badParameter(_, let column):
      Complaint(
        message: "${ in column \(column) is not followed by a name and }",
        hint: "write ${name}, or \\$ for a dollar", exitCode: ExitCode.usage)
    }
  }

  static func complaint(of fault: UsageFault) -> Complaint {
    switch fault {
    case .unknownOption(let option, let suggestion):
      Complaint(
        message: "there is no option \(option)\(didYouMean(suggestion))", hint: "maa --help lists them",
        exitCode: ExitCode.usage)
    case .missingValue(let option, let form):
      Complaint(message: "\(option) needs a value: \(option) \(form)", exitCode: ExitCode.usage)
    case .badAssignment(let text):
      Complaint(message: "--set wants name=value, not \(text)", exitCode: ExitCode.usage)
    case .badValue(let option, let seen, let expected):
      Complaint(message: "\(option) is \(expected), not \(seen)", exitCode: ExitCode.usage)
    case .nothingToRun:
      Complaint(message: "run needs at least one file", hint: "maa run FILE…", exitCode: ExitCode.usage)
    case .unexpected(let word):
      Complaint(message: "\(word) is one argument too many", hint: "maa --help", exitCode: ExitCode.usage)
    case .unknownParameters(let names):
      Complaint(
        message: names.map { "the session has no parameter \($0.name)\(didYouMean($0.suggestion))" }
          .joined(separator: "; "),
        exitCode: ExitCode.usage)
    case .noTerminal:
      Complaint(
        message: "the shell needs a terminal", hint: "maa - reads statements from standard input",
        exitCode: ExitCode.usage)
    }
  }

  static func complaint(of fault: Contradiction) -> Complaint {
    let refused = fault.refused
    let wish = "\(refused.first) and \(refused.second) cannot be \(refused.ruling.rawValue)"
    guard !fault.chain.isEmpty else { return Complaint(message: "\(wish): they are one operation") }
    let links = fault.chain.map { link in
      "\(link.first) \(link.ruling.rawValue) \(link.second)" + (link.reason.map { "  because \($0)" } ?? "")
    }
    return Complaint(
      message: "\(wish): earlier decisions say otherwise", details: links,
      hint: "undecide takes one of them back; decisions lists them all")
  }

  static func complaint(of fault: FileFault) -> Complaint {
    switch fault {
    case .refused(let action, let path, let code):
      Complaint(message: "cannot \(action) \(shown(path)): \(phrase(ofErrorNumber: code))")
    case .isDirectory(let path): Complaint(message: "\(path) is a folder, not a file")
    case .empty(let path): Complaint(message: "\(shown(path)) is empty")
    case .tooLarge(let path, let limit):
      Complaint(message: "\(shown(path)) is larger than \(limit >> 20) MB, more than such a file has")
    case .truncated(let path, let format):
      Complaint(
        message: "\(shown(path)) ends in the middle of its \(format) data",
        hint: "was it copied while it was written?")
    case .corrupt(let path, let format): Complaint(message: "\(shown(path)) is not whole \(format) data")
    case .locked(let path, let holder):
      Complaint(
        message: "\(path) is being written by another process\(holder.map { " (\($0))" } ?? "")")
    }
  }

  /// `-` by its name.
  static func shown(_ path: String) -> String { path == "-" ? "standard input" : path }

  static func didYouMean(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean \($0)?" } ?? ""
  }
}

/// What the process ends with (see the manual).
package enum ExitCode {
  package static let done: Int32 = 0
  package static let failed: Int32 = 1
  package static let usage: Int32 = 2
  package static let otherResult: Int32 = 3
  package static let otherInput: Int32 = 4
  package static let interrupted: Int32 = 130
}

/// Why a command line cannot be followed.
package enum UsageFault: Error, Equatable {
  case unknownOption(String, suggestion: String?)
  case missingValue(option: String, form: String)
  case badAssignment(String)
  case badValue(option: String, seen: String, expected: String)
  case nothingToRun
  case unexpected(String)
  case unknownParameters([UnknownParameter])
  case noTerminal
}

extension UsageFault {
  /// Names given with `--set` must be parameters of the session.
  static func checkNames(_ names: some Sequence<String>, areAmong declared: [String]) throws {
    let unknown = names.sorted().filter { !declared.contains($0) }
    guard unknown.isEmpty else {
      throw UsageFault.unknownParameters(
        unknown.map { UnknownParameter(name: $0, suggestion: suggestion(for: $0, among: declared)) })
    }
  }
}

package struct UnknownParameter: Equatable, Sendable {
  package let name: String
  package let suggestion: String?
}
