import Importing
import Imports
import Language

/// Flags that formats know, for the verbs that take any format.
package enum FormatFlags {
  package static let traceName = "maa-trace"

  /// The words of `--format`.
  package static let names = [traceName] + FormatRegistry.manuals.map(\.name)

  /// `--format`, and each flag that a format knows, once.
  package static let all: [Flag] =
    [Flag("format", .named("NAME", names), "takes the files for this format; else recognized")]
    + flagNames.map(flag)

  package static let flagNames: [String] =
    Array(Set(FormatRegistry.manuals.flatMap { $0.flags.map(\.name) })).sorted()

  private static func flag(_ name: String) -> Flag {
    let owners = FormatRegistry.manuals.filter { $0.flags.contains { $0.name == name } }
    let flags = owners.flatMap { $0.flags.filter { $0.name == name } }
    let summary = "of \(owners.map(\.name).joined(separator: ", ")): \(flags.first?.summary ?? "")"
    var values: [String] = []
    for value in flags.flatMap({ $0.values ?? [] }) where !values.contains(value) { values.append(value) }
    return Flag(name, values.isEmpty ? .text : .choice(values), summary)
  }

  /// A trace log can be read in one way only.
  package static func refuse(_ call: Call, for format: String) throws {
    guard let flag = flagNames.first(where: call.has) else { return }
    let owners = FormatRegistry.manuals.filter { $0.flags.contains { $0.name == flag } }
    throw ImportFault.unknownFlag(flag, format: format, knownBy: owners.map(\.name))
  }

  /// Those that were typed.
  package static func given(_ call: Call) -> [String: String] {
    var given: [String: String] = [:]
    for name in flagNames { given[name] = call[name] }
    return given
  }
}
