/// Where outcomes go.
package protocol Sink: AnyObject {
  func show(_ outcome: Outcome)
  /// `statement` is the text as far as it was understood.
  func fail(_ complaint: Complaint, number: Int?, statement: String)
  func warn(_ text: String)
  /// A candidate that a review asks about.
  func show(_ page: DeskPage)
  /// A heading before the outcomes of one of several files.
  func begin(file: String)
  /// Nobody reads any more.
  var isBroken: Bool { get }
}

/// A fault in words: what happened, where, and what to do about it.
package struct Complaint: Sendable, Equatable {
  package var message: String
  /// Further lines, such as the problems of a file or the links of a chain.
  package var details: [String] = []
  package var hint: String?
  package var exitCode: Int32 = 1
  /// The statement may hold a key or a password: the shell does not write it to its history.
  package var isSecret = false
}
