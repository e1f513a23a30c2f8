/// What went wrong with a repository or a bundle.
package enum GitFault: Error, Equatable {
  /// libgit2 is not installed.
  case noLibrary
  /// What libgit2 refused, in its own words.
  case refused(path: String, reason: String)
  case unknownName(path: String, name: String)
  /// An object that the history needs is not there, or its bytes are not what its name says.
  case missingObject(path: String, object: String, kind: String)
  case damagedObject(path: String, object: String, kind: String, reason: String)
  case tooLarge(path: String, object: String, kind: String, limit: Int)
  /// More entries than any memory has: trees that name each other over and over unfold without end.
  case tooManyEntries(path: String, commit: String, limit: Int)
  case notBundle(path: String, reason: String)
  /// A bundle that was made on top of commits which it does not hold.
  case incompleteBundle(path: String, needs: String, reason: String)
}
