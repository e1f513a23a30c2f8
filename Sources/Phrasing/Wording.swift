import Answers

/// The words for every fault of the rooms below: what was seen, where, and what to do. Rooms above word their own, in
/// files of this name.
package enum Wording {
  package static func complaint(_ error: any Error) -> Complaint {
    (error as? any Phrased)?.complaint ?? Complaint(message: "\(error)")
  }

  /// `-` by its name.
  package static func shown(_ path: String) -> String { path == "-" ? "standard input" : path }

  package static func named(_ text: String) -> String { text.isEmpty ? "an empty text" : text }

  static func didYouMean(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean \($0)?" } ?? ""
  }
}
