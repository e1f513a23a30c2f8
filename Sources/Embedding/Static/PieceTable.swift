import Basics
import Files

/// A weighted vector for each word piece, in the order of their numbers.
struct PieceTable: Sendable {
  private let wordPiece: WordPiece
  private let rows: Rows

  private enum Rows: Sendable {
    case mapped(MappedFile)
    case made([Float])
  }

  /// The bytes that `make` writes on every machine.
  private static let hash = "13f3a4733f9bc23dc1059e0a952254448650b23eb5367e276450a08ea87576d9"
  private static let width = MiniLMModel.width

  /// Nil where the file is not there or is not what was made.
  init?(_ path: String, _ wordPiece: WordPiece) throws {
    guard isRegularFile(path) else { return nil }
    let file = try ModelFault.mapped(path)
    let digest = Digest()
    digest.update(file.bytes)
    guard file.bytes.count == 4 * wordPiece.vocabularySize * Self.width, digest.finish() == Self.hash else {
      return nil
    }
    self.wordPiece = wordPiece
    rows = .mapped(file)
  }

  /// Of the encoder, in a minute at most.
  init(_ model: MiniLMModel, pulse: Pulse) throws {
    wordPiece = model.wordPiece
    let pieces = (0..<Int32(wordPiece.vocabularySize)).map { [wordPiece] in wordPiece.framed($0) }
    var rows = try MiniLM(model).vectors(of: pieces, model, pulse)
    PieceTable.weigh(&rows)
    self.rows = .made(rows)
  }

  /// What all pieces share tells no text from another. The vocabulary goes by how frequent its words are; words begin
  /// behind names in brackets and single characters.
  private static func weigh(_ rows: inout [Float]) {
    let pieces = rows.count / width
    var mean = [Double](repeating: 0, count: width)
    for piece in 0..<pieces {
      for at in 0..<width { mean[at] += Double(rows[piece * width + at]) }
    }
    for piece in 0..<pieces {
      let rank = Double(max(1, piece - firstWord + 1))
      let weight = rank / (rank + halfWeight)
      for at in 0..<width {
        let value = Double(rows[piece * width + at]) - mean[at] / Double(pieces)
        rows[piece * width + at] = Float(value * weight)
      }
    }
  }

  private static let firstWord = 1_996
  /// The rank from which on a word counts for half.
  private static let halfWeight = 100.0

  /// Adds up the pieces of a text and brings the sum to unit length.
  func add(_ text: String, to row: UnsafeMutablePointer<Float>) {
    let tokens = wordPiece.tokens(of: text)
    // A text without a word has nothing but its ends.
    let pieces = tokens.count > 2 ? tokens[1..<(tokens.count - 1)] : tokens[...]
    withRows { rows in
      var sum = [Double](repeating: 0, count: Self.width)
      for piece in pieces {
        for at in 0..<Self.width { sum[at] += Double(rows[Int(piece) * Self.width + at]) }
      }
      let squares = sum.reduce(0) { $0 + $1 * $1 }
      let scale = squares > 0 ? 1 / squares.squareRoot() : 0
      for at in 0..<Self.width { row[at] = Float(sum[at] * scale) }
    }
  }

  private func withRows(_ body: (UnsafeBufferPointer<Float>) -> Void) {
    switch rows {
    case .made(let values): values.withUnsafeBufferPointer(body)
    case .mapped(let file):
      // Safe: the file has as many numbers as there are pieces, from the beginning of a page on.
      withExtendedLifetime(file) { body(file.bytes.assumingMemoryBound(to: Float.self)) }
    }
  }

  /// Keeps what was made for the next time.
  func write(to path: String) throws {
    guard case .made(let values) = rows else { return }
    try values.withUnsafeBytes { try writeAtomically(Array($0), to: path, isSynced: false) }
  }
}
