import Glibc

/// Writes the source of the command registry: `CommandLister OUTPUT Name…`, one name
/// per file of `Verbs/`; the file `Merges.swift` holds `MergesCommand`.
@main
struct CommandLister {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, let file = fopen(output, "w") else { exit(2) }
    fputs(source(names: arguments.dropFirst()), file)
    guard fclose(file) == 0 else { exit(1) }
  }

  static func source(names: some Sequence<String>) -> String {
    let entries = names.map { "      \($0)Command.self,\n" }.joined()
    return """
      import Sessions

      extension Registry {
        /// One entry for each file of `Verbs/`.
        static var listed: [any Command.Type] {
          [
      \(entries)    ]
        }
      }

      """
  }
}
