/// A fault in words: what happened, where, and what to do about it.
package struct Complaint: Sendable, Equatable {
  package var message: String
  /// Further lines, such as the problems of a file or the links of a chain.
  package var details: [String] = []
  package var hint: String?
  package var exitCode: Int32 = ExitCode.failed
  /// The statement may hold a key or a password: the shell does not write it to its history.
  package var isSecret = false

  package init(
    message: String, details: [String] = [], hint: String? = nil, exitCode: Int32 = ExitCode.failed,
    isSecret: Bool = false
  ) {
    (self.message, self.details, self.hint) = (message, details, hint)
    (self.exitCode, self.isSecret) = (exitCode, isSecret)
  }

  /// Of wrong usage.
  package static func usage(_ message: String, hint: String? = nil) -> Complaint {
    Complaint(message: message, hint: hint, exitCode: ExitCode.usage)
  }
}

/// A fault that has words. They stand in files named `Wording+…`, a switch over all cases each, so that the compiler
/// finds a case without words.
package protocol Phrased: Error {
  var complaint: Complaint { get }
}
