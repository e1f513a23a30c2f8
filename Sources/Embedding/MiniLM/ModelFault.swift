/// What is wrong with the files of a model. Data only: `Notebook` holds the wording.
package enum ModelFault: Error, Equatable {
  /// Nil where there is no home to look in.
  case missing(folder: String?)
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
}
