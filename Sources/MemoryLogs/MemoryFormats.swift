import Importing

/// Logs of agents that keep a memory, and memories with their histories. `ListedFormats` is written at build time from the files in
/// `Formats/`.
package enum MemoryFormats {
  package static var all: [any ImportFormat.Type] { ListedFormats.all }
}
