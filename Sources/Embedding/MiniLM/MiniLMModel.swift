import CKernels
import Files

/// The weights of all-MiniLM-L6-v2: a BERT of six layers (Devlin et al. 2019; Wang et al. 2020; Reimers and
/// Gurevych 2019), in the order in which the kernels read them.
package final class MiniLMModel: Sendable {
  static let width = 384
  static let heads = 12
  static let hidden = 1536
  private static let layerCount = 6
  private static let positionsInFile = 512

  package let wordPiece: WordPiece
  /// One row per token, where they lie in the file; the rows that no text needs are never read.
  let words: Weights
  /// The embedding of a position plus that of the first segment, which is the only one there is.
  let positions: Weights
  let embeddingNorm: Norm
  let layers: [Layer]
  /// Keeps the mapped rows alive.
  private let file: Safetensors

  /// Numbers that never change. Unchecked: they are only read, and whoever made them outlives them.
  struct Weights: @unchecked Sendable {
    let start: UnsafePointer<Float>
  }

  struct Norm: Sendable { let gain, shift: Weights }

  /// Weights as bytes, with what 1 stands for in each output and the sum of its bytes. Unchecked: as `Weights`.
  struct BytePanels: @unchecked Sendable {
    let bytes: UnsafePointer<Int8>
    let steps: UnsafePointer<Float>
    let sums: UnsafePointer<Int32>
  }

  enum Panels: Sendable {
    case floats(Weights)
    case bytes(BytePanels)
  }

  struct Linear: Sendable {
    let panels: Panels
    let bias: Weights
    let inputs, outputs: Int
  }

  struct Layer: Sendable {
    let attention, mixing, rising, falling: Linear
    let attentionNorm, outputNorm: Norm
  }

  let arithmetic: MiniLMArithmetic
  private let room: WeightRoom

  /// Reads `model.safetensors` and `vocab.txt` in the folder.
  package init(folder: String, arithmetic: MiniLMArithmetic = .floats) throws {
    _ = try ModelFault.requireFiles(in: folder)
    let (weightsPath, vocabularyPath) = ("\(folder)/model.safetensors", "\(folder)/vocab.txt")
    guard let wordPiece = WordPiece(vocabulary: try readWhole(vocabularyPath)) else {
      throw ModelFault.damaged(path: vocabularyPath, reason: .otherVocabulary)
    }
    let file = try Safetensors(weightsPath)
    let reader = WeightReader(file: file, room: WeightRoom(), arithmetic: arithmetic)
    self.wordPiece = wordPiece
    words = Weights(
      start: try reader.floats("embeddings.word_embeddings.weight", [wordPiece.vocabularySize, Self.width]))
    positions = try Self.positions(reader)
    embeddingNorm = try reader.norm("embeddings.LayerNorm")
    layers = try (0..<Self.layerCount).map { try Self.layer($0, reader) }
    self.file = file
    self.arithmetic = arithmetic
    room = reader.room
  }

  private static func positions(_ reader: WeightReader) throws -> Weights {
    let position = try reader.floats("embeddings.position_embeddings.weight", [positionsInFile, width])
    let segment = try reader.floats("embeddings.token_type_embeddings.weight", [2, width])
    let rows: UnsafeMutablePointer<Float> = reader.room.zeros(WordPiece.limit * width)
    for index in 0..<(WordPiece.limit * width) { rows[index] = position[index] + segment[index % width] }
    return Weights(start: rows)
  }

  private static func layer(_ number: Int, _ reader: WeightReader) throws -> Layer {
    let name = "encoder.layer.\(number)"
    let three = ["query", "key", "value"].map { "\(name).attention.self.\($0)" }
    return Layer(
      attention: try reader.linear(three, inputs: width, outputs: width),
      mixing: try reader.linear(["\(name).attention.output.dense"], inputs: width, outputs: width),
      rising: try reader.linear(["\(name).intermediate.dense"], inputs: width, outputs: hidden),
      falling: try reader.linear(["\(name).output.dense"], inputs: hidden, outputs: width),
      attentionNorm: try reader.norm("\(name).attention.output.LayerNorm"),
      outputNorm: try reader.norm("\(name).output.LayerNorm"))
  }
}
