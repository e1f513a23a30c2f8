import PackagePlugin

/// Lists the files of a room's `Formats/` to `RegistryLister`, so that adding a format is adding one file. A file with a plus in its
/// name belongs to another one.
@main
struct FormatList: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) async throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let files = target.sourceFiles.map(\.url).filter {
      $0.deletingLastPathComponent().lastPathComponent == "Formats"
    }
    let names = files.map { $0.deletingPathExtension().lastPathComponent }.filter { !$0.contains("+") }
      .sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "FormatList.swift")
    return [
      .buildCommand(
        displayName: "Listing \(names.count) formats",
        executable: try context.tool(named: "RegistryLister").url,
        arguments: [output.path(percentEncoded: false), "formats"] + names,
        outputFiles: [output])
    ]
  }
}
