import Studies

extension Session {
  /// A recorded statement and the study after it. Shared between the versions that undo goes through.
  package final class Entry: Sendable {
    package let statement: String
    package let study: Study
    package let changesStudy: Bool
    /// What a statement that works on the study had to say. A look has none: it says the same whenever it is asked.
    package let kept: Retelling?

    package init(_ statement: String, _ study: Study, changesStudy: Bool, kept: Retelling? = nil) {
      self.statement = statement
      self.study = study
      self.changesStudy = changesStudy
      self.kept = kept
    }
  }
}
