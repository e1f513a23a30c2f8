import Files

/// What is wrong with the files of a model. Data only: `Notebook` holds the wording.
package enum ModelFault: Error, Equatable {
  /// `folder` is nil where there is no home to look in.
  case missing(folder: String?, file: String)
  /// `reason` says what was found, or not found, in the file.
  case damaged(path: String, reason: Reason)

  package enum Reason: Error, Equatable {
    case tooShort
    case badHeader
    case noTensor(String)
    case otherShape(String)
    case outsideFile(String)
    case otherVocabulary
    /// It was changed since it was fetched, or is of another model.
    case otherHash
  }

  /// The folder, if a model's files are in it.
  static func requireFiles(in folder: String?) throws -> String {
    let names = ["model.safetensors", "vocab.txt", "tokenizer.json"]
    guard let folder else { throw missing(folder: nil, file: names[0]) }
    for name in names where !isRegularFile("\(folder)/\(name)") { throw missing(folder: folder, file: name) }
    return folder
  }

  /// One of the files, of which none is empty.
  static func mapped(_ path: String) throws -> MappedFile {
    do { return try MappedFile(path) } catch FileFault.empty { throw damaged(path: path, reason: .tooShort) }
  }
}
