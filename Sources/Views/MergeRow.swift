import Identity
import TraceLogs

/// The two wordings of a row that was shown, and why it stood there.
package struct MergeRow: Sendable, Equatable {
  package let first: OperationName
  package let second: OperationName
  package let kind: Candidate.Kind
}
