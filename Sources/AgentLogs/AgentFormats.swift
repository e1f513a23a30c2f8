import Importing

/// Logs of agents and of what judged them: traces as platforms export them, and tables. `ListedFormats` is written at build time from the files in
/// `Formats/`.
package enum AgentFormats {
  package static var all: [any ImportFormat.Type] { ListedFormats.all }
}
