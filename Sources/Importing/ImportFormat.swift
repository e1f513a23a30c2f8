import Basics

/// One kind of log that another tool writes. A file `Formats/<Name>.swift` with an enum `<Name>Format` is all it takes to
/// add one, in any room of formats: the build lists the files.
package protocol ImportFormat: Sendable {
  static var manual: FormatManual { get }

  /// From names and first bytes; never reads whole files. Structure decides, not how a sample's files are called.
  static func fit(_ source: ImportSource) throws -> FormatFit

  /// Makes the log. Throws `ImportFault` where a file is not what it seemed.
  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws
}

/// Whether files are of a format. A certain one goes before those that are merely possible.
package enum FormatFit: Sendable { case no, perhaps, yes }

/// What a person is told of a format: feeds `formats`, `help import NAME`, completion and the docs.
package struct FormatManual: Sendable {
  /// The word of `--format`.
  package let name: String
  /// One line, without a full stop.
  package let title: String
  // A sentence or two each.
  package let recognizes: String
  package let reads: String
  package let makes: String
  package let loses: String
  package let flags: [ImportFlag]

  package init(
    name: String, title: String, recognizes: String, reads: String, makes: String, loses: String,
    flags: [ImportFlag] = []
  ) {
    (self.name, self.title, self.recognizes) = (name, title, recognizes)
    (self.reads, self.makes, self.loses, self.flags) = (reads, makes, loses, flags)
  }
}

/// What decides where a log can be read in two ways.
package struct ImportFlag: Sendable, Equatable {
  package let name: String
  /// The words it takes; nil takes any text.
  package let values: [String]?
  package let summary: String
  package let usual: String?

  package init(_ name: String, values: [String]? = nil, _ summary: String, default usual: String? = nil) {
    (self.name, self.values, self.summary, self.usual) = (name, values, summary, usual)
  }
}

/// How a person wants it read.
package struct ImportRequest: Sendable {
  private let flags: [String: String]
  /// Bad records are left out and counted.
  package let lenient: Bool
  package let pulse: Pulse
  /// The embedder in use.
  package let similarity: any TextSimilarity

  package init(
    flags: [String: String] = [:], lenient: Bool = false, pulse: Pulse = .silent,
    similarity: any TextSimilarity
  ) {
    (self.flags, self.lenient, self.pulse, self.similarity) = (flags, lenient, pulse, similarity)
  }

  /// What was given, or what is usual.
  package subscript(flag: String) -> String? { flags[flag] }

  /// Refuses what `manual` does not know, and fills in what is usual.
  package func checked(by manual: FormatManual, among formats: [any ImportFormat.Type]) throws(ImportFault)
    -> ImportRequest
  {
    var all: [String: String] = [:]
    for flag in manual.flags { all[flag.name] = flag.usual }
    for (name, value) in flags.sorted(by: { $0.key < $1.key }) {
      guard let flag = manual.flags.first(where: { $0.name == name }) else {
        let known = formats.map { $0.manual }.filter { $0.flags.contains { $0.name == name } }
        throw .unknownFlag(name, format: manual.name, knownBy: known.map(\.name))
      }
      if let values = flag.values, !values.contains(value) {
        throw .badFlag(name, seen: value, expected: values.joined(separator: ", "))
      }
      all[name] = value
    }
    return ImportRequest(flags: all, lenient: lenient, pulse: pulse, similarity: similarity)
  }
}
