import Answers

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
