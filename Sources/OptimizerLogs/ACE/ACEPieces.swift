import Importing

/// The files of a source by what they are.
struct ACEPieces {
  private var files: [(file: SourceFile, piece: ACEPiece)] = []

  init(_ source: ImportSource) throws {
    for file in source.files { files.append((file, try ACEPiece.of(file, in: source))) }
  }

  subscript(piece: ACEPiece) -> [SourceFile] { files.filter { $0.piece == piece }.map(\.file) }

  var isRun: Bool { ACEPieces.ofRun.contains { !self[$0].isEmpty } }

  var hasDocuments: Bool { [.document, .delta, .adaptation, .evaluation].contains { !self[$0].isEmpty } }

  /// What the reader of a run has taken: its logs, and the playbooks beside them.
  mutating func forgetRun() {
    files.removeAll {
      [.playbook, .training, .test].contains($0.piece) || ACEPieces.ofRun.contains($0.piece)
    }
  }

  private static let ofRun: [ACEPiece] = [.usage, .curator, .beforeAndAfter]
}
