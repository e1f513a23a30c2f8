/// All commands, by verb. `listed` is written at build time from the files in `Commands/`.
package enum Registry {
  package static let commands: [any Command.Type] = listed.sorted { $0.manual.verb < $1.manual.verb }

  package static var manuals: [Manual] { commands.map { $0.manual } }

  package static func command(for verb: String) throws -> any Command.Type {
    if let command = byVerb[verb] { return command }
    throw StatementFault.unknownVerb(verb, suggestion: suggestion(for: verb, among: byVerb.keys.sorted()))
  }

  private static let byVerb: [String: any Command.Type] = {
    var commands: [String: any Command.Type] = [:]
    for command in listed {
      let manual = command.manual
      for name in [manual.verb] + manual.aliases { commands[name] = command }
    }
    return commands
  }()
}
