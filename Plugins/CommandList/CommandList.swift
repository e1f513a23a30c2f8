import PackagePlugin

/// Lists the files of `Verbs/` to `RegistryLister`, so that adding a command is adding one file.
@main
struct CommandList: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) async throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let files = target.sourceFiles.map(\.url).filter { $0.pathComponents.contains("Verbs") }
    let names = files.map { $0.deletingPathExtension().lastPathComponent }.sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "CommandList.swift")
    return [
      .buildCommand(
        displayName: "Listing \(names.count) commands",
        executable: try context.tool(named: "RegistryLister").url,
        arguments: [output.path(percentEncoded: false), "commands"] + names,
        outputFiles: [output])
    ]
  }
}
