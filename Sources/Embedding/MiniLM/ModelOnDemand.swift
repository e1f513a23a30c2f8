import Files
import Synchronization

/// A model that is read when it is first asked for, and once.
final class ModelOnDemand: Sendable {
  private let folder: String?
  private let arithmetic: MiniLMArithmetic
  private let read: Mutex<MiniLMModel?>

  init(_ model: MiniLMModel) {
    (folder, arithmetic) = (nil, model.arithmetic)
    read = Mutex(model)
  }

  init(folder: String, _ arithmetic: MiniLMArithmetic) {
    (self.folder, self.arithmetic) = (folder, arithmetic)
    read = Mutex(nil)
  }

  func model() throws -> MiniLMModel {
    try read.withLock { read in
      if let read { return read }
      let folder = try ModelFault.requireFiles(in: folder)
      try check(folder)
      let model = try MiniLMModel(folder: folder, arithmetic: arithmetic)
      read = model
      return model
    }
  }

  /// As `tools/model` has them: a changed weight would give other merges, and nothing else would tell.
  private static let hashes = [
    ("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
    ("vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
  ]
  /// It says how words become pieces, which this program does by itself: another one is of another model.
  private static let tokenizer = (
    "tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
  )

  /// The bytes are there as long as the file is mapped, which its last mention would end.
  private func update(_ digest: Digest, with file: MappedFile) {
    withExtendedLifetime(file) { digest.update(file.bytes) }
  }

  private func check(_ folder: String) throws {
    for (name, hash) in ModelOnDemand.hashes + [ModelOnDemand.tokenizer] {
      let path = "\(folder)/\(name)"
      let digest = Digest()
      update(digest, with: try ModelFault.mapped(path))
      if digest.finish() != hash { throw ModelFault.damaged(path: path, reason: .otherHash) }
    }
  }

  /// Which files its vectors are of: no others are read. Nil for a model that is not of a folder.
  var fingerprint: String? { folder.map { _ in ModelOnDemand.hashes.map(\.1).joined(separator: " ") } }
}
