import Files

/// Tensors in a file: eight bytes with the length of a JSON header, the header, then numbers. They are read where
/// they lie in the mapped file. Every length and place is checked before anything is read there.
package struct Safetensors: Sendable {
  private let file: MappedFile
  private let tensors: [String: Tensor]

  private struct Tensor {
    var type: String
    var shape: [Int]
    /// In bytes of the file.
    var place: Range<Int>
  }

  package init(_ path: String) throws {
    file = try ModelFault.mapped(path)
    do {
      tensors = try Safetensors.tensors(in: file.bytes)
    } catch let reason as ModelFault.Reason {
      throw ModelFault.damaged(path: path, reason: reason)
    }
  }

  /// The numbers of a tensor, valid as long as this value lives.
  package func floats(_ name: String, shape: [Int]) throws -> UnsafeBufferPointer<Float> {
    do {
      guard let tensor = tensors[name] else { throw ModelFault.Reason.noTensor(name) }
      guard tensor.type == "F32", tensor.shape == shape else { throw ModelFault.Reason.otherShape(name) }
      let count = shape.reduce(1, *)
      guard tensor.place.count == 4 * count, tensor.place.lowerBound % 4 == 0 else {
        throw ModelFault.Reason.outsideFile(name)
      }
      // Safe: the place lies in the file, is a multiple of four bytes from its page, and any bits are a float.
      return UnsafeRawBufferPointer(rebasing: file.bytes[tensor.place]).assumingMemoryBound(to: Float.self)
    } catch let reason as ModelFault.Reason {
      throw ModelFault.damaged(path: file.path, reason: reason)
    }
  }

  private static func tensors(in bytes: UnsafeRawBufferPointer) throws -> [String: Tensor] {
    guard bytes.count >= 8 else { throw ModelFault.Reason.tooShort }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(bytes.count - 8) else { throw ModelFault.Reason.tooShort }
    let start = 8 + Int(length)
    guard case .object(let fields) = try HeaderParser.parse(bytes[8..<start]) else {
      throw ModelFault.Reason.badHeader
    }
    var tensors: [String: Tensor] = [:]
    for (name, value) in fields where name != "__metadata__" {
      tensors[name] = try tensor(name, value, from: start, to: bytes.count)
    }
    return tensors
  }

  private static func tensor(_ name: String, _ value: HeaderParser.Value, from start: Int, to end: Int) throws
    -> Tensor
  {
    guard let type = value["dtype"]?.text, let shape = value["shape"]?.numbers,
      let offsets = value["data_offsets"]?.numbers, offsets.count == 2
    else { throw ModelFault.Reason.badHeader }
    guard offsets[0] <= offsets[1], offsets[1] <= end - start else {
      throw ModelFault.Reason.outsideFile(name)
    }
    return Tensor(type: type, shape: shape, place: (start + offsets[0])..<(start + offsets[1]))
  }
}
