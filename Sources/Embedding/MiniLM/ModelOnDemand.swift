import Files
import Synchronization

/// A model that is read when it is first asked for, and once.
final class ModelOnDemand: Sendable {
  private let folder: String?
  private let read: Mutex<MiniLMModel?>

  init(_ model: MiniLMModel) {
    folder = nil
    read = Mutex(model)
  }

  init(folder: String) {
    self.folder = folder
    read = Mutex(nil)
  }

  func model() throws -> MiniLMModel {
    try read.withLock { read in
      if let read { return read }
      guard let folder else { throw ModelFault.missing(folder: nil) }
      let model = try MiniLMModel(folder: folder)
      read = model
      return model
    }
  }

  /// SHA-256 over weights and vocabulary; nil for a model that is not of a folder, or that cannot be read.
  var fingerprint: String? {
    guard let folder else { return nil }
    let digest = Digest()
    for name in ["model.safetensors", "vocab.txt"] {
      guard let file = try? MappedFile("\(folder)/\(name)") else { return nil }
      digest.update(file.bytes)
    }
    return digest.finish()
  }
}
