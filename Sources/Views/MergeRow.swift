import TraceLogs

/// The two operations of a row that was shown.
package struct MergeRow: Sendable, Equatable {
  package let first: OperationName
  package let second: OperationName
}
