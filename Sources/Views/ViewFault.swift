import Query

/// Why there is nothing to show, or no form to show it in.
package enum ViewFault: Error, Equatable {
  /// A query that gives no answer, and where it stands: `text` is what was typed.
  case query(QueryFault, text: String)
  case unknownBatch(String, first: Int?, last: Int?)
  /// An id that a form cannot hold.
  case unwritableID(String, form: String)
  /// A file has one of the two marks, or one of them twice.
  case brokenMarks(path: String)
  case unknownFormat(path: String, known: [String])
  /// No tau can be proposed: all pairs are the same, or all different.
  case oneSidedPairs(path: String, areSame: Bool, from: Double)
  /// No same pair has a cosine above 0.
  case noTauJoins(path: String)
}
