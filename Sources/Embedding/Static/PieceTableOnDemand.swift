import Basics
import Files
import Synchronization

/// A table of pieces that is read when it is first asked for, or made of the encoder's weights where there is none yet.
final class PieceTableOnDemand: Sendable {
  private let folder: String
  private let read = Mutex<PieceTable?>(nil)

  init(folder: String) { self.folder = folder }

  private var path: String { "\(folder)/static-1.f32" }

  func table(_ pulse: Pulse) throws -> PieceTable {
    try read.withLock { read in
      if let read { return read }
      let table = try kept() ?? made(pulse)
      read = table
      return table
    }
  }

  private func kept() throws -> PieceTable? {
    let vocabulary = "\(folder)/vocab.txt"
    guard let wordPiece = WordPiece(vocabulary: try readWhole(vocabulary)) else {
      throw ModelFault.damaged(path: vocabulary, reason: .otherVocabulary)
    }
    return try PieceTable(path, wordPiece)
  }

  private func made(_ pulse: Pulse) throws -> PieceTable {
    let model = try ModelOnDemand(folder: folder, .bytes).model()
    let table = try PieceTable(model, pulse: pulse)
    // A folder that is only read makes it again the next time.
    try? table.write(to: path)
    return table
  }
}
