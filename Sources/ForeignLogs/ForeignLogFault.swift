import Answers

/// Why another tool's files are neither read nor written over.
package enum ForeignLogFault: Error, Equatable {
  /// A folder, or several files, where one trace log is wanted.
  case notOneTrace(path: String, count: Int)
  /// A file that is written as a whole.
  case doesNotGrow(path: String, format: String)
  /// A skill that would be written over one that was not written here.
  case skillOfOthers(path: String)
}

extension ForeignLogFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .notOneTrace(let path, let count):
      .usage(
        count == 1 ? "\(path) is a folder; a trace log is a file" : "trace logs are loaded one at a time")
    case .doesNotGrow(let path, let format):
      .usage(
        "\(path) does not begin with a JSON object on a line of its own: it cannot be followed as \(format)",
        hint: "load reads it as it stands")
    case .skillOfOthers(let path):
      Complaint(message: "\(path) is a skill that was not written here and is not written over")
    }
  }
}
