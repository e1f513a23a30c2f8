/// What is wrong with a request; the session is as it was.
enum ServingFault: Error, Equatable {
  case noRequest
  case noText(String)
  case unknownRequest(String)
  case unknownTable(String, suggestion: String?)
  case notOneStatement
  /// A review waits for something else.
  case answerWanted
  case nothingToAnswer
}
