import Glibc

/// Writes the source of a registry: `RegistryLister OUTPUT KIND Name…`, one name per file of the registry's folder.
@main
struct RegistryLister {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, let kind = arguments.dropFirst().first.flatMap(Kind.init(rawValue:)),
      let file = fopen(output, "w")
    else { exit(2) }
    fputs(kind.source(names: arguments.dropFirst(2)), file)
    guard fclose(file) == 0 else { exit(1) }
  }

  /// The file `Merges.swift` holds `MergesCommand`, `Reflexion.swift` holds `ReflexionFormat`.
  enum Kind: String {
    case commands, formats

    func source(names: some Sequence<String>) -> String {
      switch self {
      case .commands:
        commands(names.map { "      Listed(\"\($0.lowercased())\", \($0)Command.self),\n" }.joined())
      case .formats: formats(names.map { "      \($0)Format.self,\n" }.joined())
      }
    }

    private func commands(_ entries: String) -> String {
      """
      import Sessions

      extension Registry {
        /// One entry for each file of `Verbs/`.
        static var listed: [Listed] {
          [
      \(entries)    ]
        }
      }

      """
    }

    private func formats(_ entries: String) -> String {
      """
      import Importing

      /// One entry for each file of `Formats/`.
      enum ListedFormats {
        static var all: [any ImportFormat.Type] {
          [
      \(entries)    ]
        }
      }

      """
    }
  }
}
