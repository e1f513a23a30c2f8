/// Why a script does not show what it did when it was recorded.
package enum CheckFault: Error, Equatable {
  case nothingRecorded(path: String)
  case otherEngine(path: String, recorded: String, found: String)
  case otherEmbedder(path: String, recorded: String, found: String)
  case otherResult(path: String, verb: String, difference: [String])
  case otherDigest(path: String, verb: String, recorded: String, found: String)
  /// Results are to stand below statements that share a line.
  case noRoomForResults(path: String)
}
