import Answers

/// Why another tool's files are neither read nor written over.
package enum ForeignLogFault: Error, Equatable {
  /// A folder, or several files, where one trace log is wanted.
  case notOneTrace(path: String, count: Int)
  /// A skill that would be written over one that was not written here.
  case skillOfOthers(path: String)
}

extension ForeignLogFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .notOneTrace(let path, let count):
      .usage(
        count == 1 ? "\(path) is a folder; a trace log is a file" : "trace logs are loaded one at a time")
    case .skillOfOthers(let path):
      Complaint(message: "\(path) is a skill that was not written here and is not written over")
    }
  }
}
