import JSON

/// What a program asks of a session, one JSON object on a line.
enum PipeRequest: Equatable {
  /// Statements; the first that fails ends them.
  case run(String)
  /// A statement that only looks, and is not recorded.
  case look(String)
  /// A whole table of the study by its name.
  case table(String)
  /// What may stand at a place, counted in bytes.
  case complete(String, at: Int)
  /// Whether a text is whole statements.
  case check(String)
  /// What is said to the candidate of a review.
  case answer(String)

  static let verbs = ["run", "look", "table", "complete", "check", "answer"]

  init(line: String) throws(ServingFault) {
    guard let document = JSONDocument(Array(line.utf8)), let verb = document.root["do"]?.text else {
      throw .noRequest
    }
    guard let text = document.root["text"]?.text else { throw .noText(verb) }
    switch verb {
    case "run": self = .run(text)
    case "look": self = .look(text)
    case "table": self = .table(text)
    case "complete": self = .complete(text, at: document.root["at"]?.whole ?? text.utf8.count)
    case "check": self = .check(text)
    case "answer": self = .answer(text)
    default: throw .unknownRequest(verb)
    }
  }
}
