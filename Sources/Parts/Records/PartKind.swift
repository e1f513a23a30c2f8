/// The records that parts of the work hand to each other, one JSON object a line. docs/scale.md describes them.
package enum PartKind: String, CaseIterable, Sendable {
  /// What a session says of the work: which logs it loads.
  case plan
  /// What is known of a whole log: how many batches it has, of what scenes, and the range of its scores.
  case log
  /// The id of a proposal that gets another name, because an earlier log has the id too.
  case renamed
  /// A text with its type and anchor, where it first stands, and its vector once there is one.
  case wording
  /// What a wording was scored in a batch.
  case score
  /// From here on another job, which has nothing to do with the one before.
  case job
  /// From here on the second block of a job: it is compared with the first, and neither with itself.
  case against
  /// Two wordings of one key that reach tau.
  case pair
  /// Rulings with full names, and the keys that they bring together.
  case rulings
  /// The unit of a wording.
  case unit
  /// The observations of a unit.
  case observed
  /// What a unit's observations say by themselves.
  case evidence
  /// The e-values that might be certified, and among how many.
  case weight
  /// What is said of a unit in the end.
  case verdict
}

/// Goes up when a step of the work could give another result for the same records, or when they are spelled otherwise.
package enum PartVersion {
  package static let own = "2"
}
