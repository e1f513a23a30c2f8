import Importing

/// Logs of tools that try changes of prompts, skills and experiences, and measure them. `ListedFormats` is written at build time from the files in
/// `Formats/`.
package enum OptimizerFormats {
  package static var all: [any ImportFormat.Type] { ListedFormats.all }
}
