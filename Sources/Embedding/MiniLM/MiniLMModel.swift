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

  struct Linear: Sendable {
    let panels, bias: Weights
    let inputs, outputs: Int

    /// A part of the outputs.
    func slice(_ range: Range<Int>) -> Linear {
      Linear(
        panels: Weights(start: panels.start + range.lowerBound * inputs),
        bias: Weights(start: bias.start + range.lowerBound), inputs: inputs, outputs: range.count)
    }
  }

  struct Layer: Sendable {
    let attention, mixing, rising, falling: Linear
    let attentionNorm, outputNorm: Norm
  }

  private let room: Room

  /// Reads `model.safetensors` and `vocab.txt` in the folder.
  package init(folder: String) throws {
    _ = try ModelFault.requireFiles(in: folder)
    let (weightsPath, vocabularyPath) = ("\(folder)/model.safetensors", "\(folder)/vocab.txt")
    guard let wordPiece = WordPiece(vocabulary: try readWhole(vocabularyPath)) else {
      throw ModelFault.damaged(path: vocabularyPath, reason: .otherVocabulary)
    }
    let file = try Safetensors(weightsPath)
    let reader = WeightReader(file: file, room: Room())
    self.wordPiece = wordPiece
    words = Weights(
      start: try reader.floats("embeddings.word_embeddings.weight", [wordPiece.vocabularySize, Self.width]))
    positions = try Self.positions(reader)
    embeddingNorm = try reader.norm("embeddings.LayerNorm")
    layers = try (0..<Self.layerCount).map { try Self.layer($0, reader) }
    self.file = file
    room = reader.room
  }

  private static func positions(_ reader: WeightReader) throws -> Weights {
    let position = try reader.floats("embeddings.position_embeddings.weight", [positionsInFile, width])
    let segment = try reader.floats("embeddings.token_type_embeddings.weight", [2, width])
    return reader.room.weights(count: WordPiece.limit * width) { rows in
      for index in 0..<(WordPiece.limit * width) { rows[index] = position[index] + segment[index % width] }
    }
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

/// Takes tensors out of the file and brings them into the order of the kernels.
private struct WeightReader {
  let file: Safetensors
  let room: Room

  /// The file must outlive what is done with the pointer; the model holds it.
  func floats(_ name: String, _ shape: [Int]) throws -> UnsafePointer<Float> {
    guard let start = try file.floats(name, shape: shape).baseAddress else {
      throw ModelFault.Reason.noTensor(name)
    }
    return start
  }

  func norm(_ name: String) throws -> MiniLMModel.Norm {
    MiniLMModel.Norm(
      gain: .init(start: try floats("\(name).weight", [MiniLMModel.width])),
      shift: .init(start: try floats("\(name).bias", [MiniLMModel.width])))
  }

  /// Several layers over the same inputs are one, whose panels take turns: one of each layer, and again. A panel is as
  /// wide as a head, so the queries, keys and values of a head stand together.
  func linear(_ names: [String], inputs: Int, outputs: Int) throws -> MiniLMModel.Linear {
    let weights = try names.map { try floats("\($0).weight", [outputs, inputs]) }
    let biases = try names.map { try floats("\($0).bias", [outputs]) }
    let (parts, width) = (names.count, Int(maa_panel))
    let panels = room.weights(count: parts * outputs * inputs) { panels in
      forEachPanel(of: outputs, parts) { part, output, turn in
        maa_pack(weights[part] + output * inputs, width, inputs, panels + turn * width * inputs)
      }
    }
    let bias = room.weights(count: parts * outputs) { bias in
      forEachPanel(of: outputs, parts) { part, output, turn in
        (bias + turn * width).update(from: biases[part] + output, count: width)
      }
    }
    return MiniLMModel.Linear(panels: panels, bias: bias, inputs: inputs, outputs: parts * outputs)
  }

  /// `outputs` is a multiple of a panel's width: the shapes are checked before.
  private func forEachPanel(
    of outputs: Int, _ parts: Int, _ body: (_ part: Int, _ output: Int, _ turn: Int) -> Void
  ) {
    for panel in 0..<(outputs / Int(maa_panel)) {
      for part in 0..<parts { body(part, panel * Int(maa_panel), panel * parts + part) }
    }
  }
}

/// Memory that lives as long as the model. Unchecked: it grows only while one thread makes the model.
private final class Room: @unchecked Sendable {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  func weights(count: Int, _ fill: (UnsafeMutablePointer<Float>) -> Void) -> MiniLMModel.Weights {
    // Safe: all of what is allocated is initialized, and freed when the room is.
    let block = UnsafeMutableRawPointer.allocate(byteCount: 4 * count, alignment: 64)
    blocks.append(block)
    preferLargePages(UnsafeRawBufferPointer(start: block, count: 4 * count))
    let floats = block.initializeMemory(as: Float.self, repeating: 0, count: count)
    fill(floats)
    return MiniLMModel.Weights(start: floats)
  }
}
