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
