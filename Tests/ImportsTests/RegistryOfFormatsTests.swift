import Foundation
import Importing
import Imports
import Testing

@Suite struct RegistryOfFormatsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  @Test func everyFileOfFormatsIsRegistered() throws {
    let rooms = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/Sources")
    let files = rooms.flatMap { room in
      (try? FileManager.default.contentsOfDirectory(atPath: Self.root + "/Sources/\(room)/Formats")) ?? []
    }
    let formats = files.filter { !$0.contains("+") && $0.hasSuffix(".swift") }.map {
      $0.dropLast(6) + "Format"
    }
    #expect(formats.sorted() == FormatRegistry.all.map { "\($0)" }.sorted() && formats.count > 20)
  }

  @Test func manualsAreComplete() {
    let manuals = FormatRegistry.manuals
    #expect(Set(manuals.map(\.name)).count == manuals.count && !manuals.map(\.name).contains("maa-trace"))
    for manual in manuals {
      #expect(
        manual.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") },
        "\(manual.name)")
      #expect(manual.title.last != "." && !manual.title.isEmpty, "\(manual.name)")
      for text in [manual.recognizes, manual.reads, manual.makes, manual.loses] {
        #expect(text.last == "." && text.count > 20, "\(manual.name): \(text)")
      }
      for flag in manual.flags {
        #expect(flag.values.map { $0.contains(flag.usual ?? $0[0]) } ?? true, "\(manual.name) --\(flag.name)")
        #expect(!["format", "sha256", "lenient", "to", "wide"].contains(flag.name), "\(manual.name)")
      }
    }
  }

  private enum First: ImportFormat {
    static let manual = FormatManual(
      name: "first", title: "t", recognizes: "r.", reads: "r.", makes: "m.", loses: "l.",
      flags: [ImportFlag("unit", values: ["bullet", "file"], "what", default: "bullet")])
    static func fit(_ source: ImportSource) -> FormatFit { .yes }
    static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) {
      draft.item(id: request["unit"] ?? "", "x")
    }
  }

  private enum Second: ImportFormat {
    static let manual = FormatManual(
      name: "second", title: "t", recognizes: "r.", reads: "r.", makes: "m.", loses: "l.")
    static func fit(_ source: ImportSource) -> FormatFit { source.isFolder ? .yes : .perhaps }
    static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) {
      draft.account.cannot("say anything")
    }
  }

  @Test func theSurerOneIsTakenAndTwoAreNamed() throws {
    try withFolder(["a.txt": "x"]) { folder in
      let (file, whole) = (try ImportSource(folder + "/a.txt"), try ImportSource(folder))
      #expect(try FormatRegistry.recognize(file, among: [First.self, Second.self])?.manual.name == "first")
      #expect(try FormatRegistry.recognize(file, among: [Second.self])?.manual.name == "second")
      #expect(try FormatRegistry.recognize(file, among: []) == nil)
      #expect(throws: ImportFault.severalFormats(path: folder, names: ["first", "second"])) {
        try FormatRegistry.recognize(whole, among: [First.self, Second.self])
      }
    }
  }

  @Test func flagsAreChecked() throws {
    try withFolder(["a.txt": "x"]) { folder in
      let source = try ImportSource(folder)
      func take(_ flags: [String: String], _ format: any ImportFormat.Type = First.self) throws
        -> ImportResult
      {
        try importLog(source, format, ImportRequest(flags: flags, similarity: SharedWords()))
      }
      #expect(try take([:]).log.items.map(\.id) == ["bullet"])
      #expect(try take(["unit": "file"]).log.items.map(\.id) == ["file"])
      #expect(throws: ImportFault.badFlag("unit", seen: "line", expected: "bullet, file")) {
        try take(["unit": "line"])
      }
      #expect(throws: ImportFault.unknownFlag("context", format: "first", knownBy: ["reflexion"])) {
        try take(["context": "1"])
      }
      #expect(throws: ImportFault.nothing(path: folder, format: "second", why: "say anything")) {
        try take([:], Second.self)
      }
    }
  }
}
