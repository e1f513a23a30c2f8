import CKernels
import Files

/// Takes tensors out of the file and brings them into the order of the kernels.
struct WeightReader {
  let file: Safetensors
  let room: WeightRoom
  let arithmetic: MiniLMArithmetic

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
    let bias: UnsafeMutablePointer<Float> = room.zeros(names.count * outputs)
    forEachPanel(of: outputs, names.count) { part, output, place in
      (bias + place).update(from: biases[part] + output, count: Int(maa_panel))
    }
    let panels =
      switch arithmetic {
      case .floats: MiniLMModel.Panels.floats(floatPanels(weights, inputs, outputs))
      case .bytes: MiniLMModel.Panels.bytes(bytePanels(weights, inputs, outputs))
      }
    return MiniLMModel.Linear(
      panels: panels, bias: .init(start: bias), inputs: inputs, outputs: names.count * outputs)
  }

  private func floatPanels(_ weights: [UnsafePointer<Float>], _ inputs: Int, _ outputs: Int)
    -> MiniLMModel.Weights
  {
    let panels: UnsafeMutablePointer<Float> = room.zeros(weights.count * outputs * inputs)
    forEachPanel(of: outputs, weights.count) { part, output, place in
      maa_pack(weights[part] + output * inputs, Int(maa_panel), inputs, panels + place * inputs)
    }
    return MiniLMModel.Weights(start: panels)
  }

  private func bytePanels(_ weights: [UnsafePointer<Float>], _ inputs: Int, _ outputs: Int)
    -> MiniLMModel.BytePanels
  {
    let all = weights.count * outputs
    let bytes: UnsafeMutablePointer<Int8> = room.zeros(all * inputs)
    let (steps, sums): (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Int32>) = (
      room.zeros(all), room.zeros(all)
    )
    forEachPanel(of: outputs, weights.count) { part, output, place in
      let from = weights[part] + output * inputs
      maa_bytes_pack(from, Int(maa_panel), inputs, bytes + place * inputs, steps + place, sums + place)
    }
    return MiniLMModel.BytePanels(bytes: bytes, steps: steps, sums: sums)
  }

  /// `outputs` is a multiple of a panel's width: the shapes are checked before. `place` is where an output comes to stand.
  private func forEachPanel(
    of outputs: Int, _ parts: Int, _ body: (_ part: Int, _ output: Int, _ place: Int) -> Void
  ) {
    let width = Int(maa_panel)
    for output in stride(from: 0, to: outputs, by: width) {
      for part in 0..<parts { body(part, output, output * parts + part * width) }
    }
  }
}

/// Memory that lives as long as the model. Unchecked: it grows only while one thread makes the model.
final class WeightRoom: @unchecked Sendable {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  func zeros<Number: BitwiseCopyable & Numeric>(_ count: Int) -> UnsafeMutablePointer<Number> {
    // Safe: all of what is allocated is initialized, and freed when the room is.
    let size = count * MemoryLayout<Number>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    blocks.append(block)
    preferLargePages(UnsafeRawBufferPointer(start: block, count: size))
    return block.initializeMemory(as: Number.self, repeating: 0, count: count)
  }
}
