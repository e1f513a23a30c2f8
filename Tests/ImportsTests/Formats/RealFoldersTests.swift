import Importing
import Imports
import Testing

/// Each folder of real logs loads by itself, as the format that it should be, with what an independent reader counts in it.
@Suite struct RealFoldersTests {
  struct Folder: CustomTestStringConvertible {
    let name: String
    let format: String
    /// The function of `Tests/reference/imports.py`.
    var kind: String {
      format == "reflexion" ? "reflexion" : String(name.prefix { $0 != "/" }).replacing("-", with: "_")
    }
    var testDescription: String { name }
  }

  static let folders = [
    Folder(name: "ace-appworld", format: "ace"), Folder(name: "ace-git-playbooks/snapshots", format: "ace"),
    Folder(name: "ace-json-playbooks", format: "ace"), Folder(name: "ace-skillbook", format: "ace"),
    Folder(name: "alphaopt", format: "alphaopt"),
    Folder(name: "dynamic-cheatsheet", format: "dynamic-cheatsheet"),
    Folder(name: "memento", format: "memento"), Folder(name: "reasoningbank", format: "reasoningbank"),
    Folder(name: "reflexion-alfworld", format: "reflexion"),
    Folder(name: "reflexion-alfworld-base", format: "reflexion"), Folder(name: "reme", format: "reme"),
    Folder(name: "skillx", format: "skillx"),
  ]

  @Test(arguments: folders) func loadsAndCounts(_ folder: Folder) throws {
    guard let path = RealLogs.folder(folder.name) else { return }
    let recognized = try FormatRegistry.recognize(try ImportSource(path))
    #expect(recognized?.manual.name == folder.format)
    let result = try imported(path, as: folder.format)
    guard let counted = try RealLogs.counted(folder.kind, path) else { return }
    #expect(Counts(result.log) == counted)
  }
}
