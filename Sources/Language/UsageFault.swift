/// Why a command line cannot be followed.
package enum UsageFault: Error, Equatable {
  case unknownOption(String, suggestion: String?)
  case missingValue(option: String, form: String)
  case badAssignment(String)
  case badValue(option: String, seen: String, expected: String)
  case nothingToRun(subcommand: String)
  case unexpected(String)
  case unknownParameters([UnknownParameter])
  case noTerminal
  case valueForSwitch(option: String)
  /// An option of a subcommand stands where there is none, or another.
  case optionOf(option: String, subcommands: [String], seen: String?)
  /// An option says nothing without another.
  case optionNeeds(String, other: String)
}

extension UsageFault {
  /// Names given with `--set` must be parameters of the session.
  package static func checkNames(_ names: some Sequence<String>, areAmong declared: [String]) throws {
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
