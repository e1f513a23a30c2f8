import Answers

/// Why another tool's files are neither read nor written over.
package enum ForeignLogFault: Error, Equatable {
  /// A folder, or several files, where one trace log is wanted.
  case notOneTrace(path: String, count: Int)
  /// A format whose files are written as a whole.
  case doesNotGrow(format: String)
  /// A skill that would be written over one that was not written here.
  case skillOfOthers(path: String)
}

extension ForeignLogFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .notOneTrace(let path, let count):
      .usage(
        count == 1 ? "\(path) is a folder; a trace log is a file" : "trace logs are loaded one at a time")
    case .doesNotGrow(let format):
      .usage(
        "logs of the format \(format) are not followed",
        hint: "those of \(GrowingLogs.formats.joined(separator: " and ")) are; load reads it as it stands")
    case .skillOfOthers(let path):
      Complaint(message: "\(path) is a skill that was not written here and is not written over")
    }
  }
}
