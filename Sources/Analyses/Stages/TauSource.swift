/// What says of pairs whether they are the same.
package enum TauSource: String, Sendable, CaseIterable {
  case labels, audit, decisions
}
