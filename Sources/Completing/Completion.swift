/// What may stand where the cursor is.
package struct Completion: Equatable, Sendable {
  /// Replaces the word under the cursor.
  package var text: String
  /// A word of description; may be empty.
  package var summary: String
  /// The word is complete: a space goes after it.
  package var closes: Bool

  package init(text: String, summary: String = "", closes: Bool = true) {
    self.text = text
    self.summary = summary
    self.closes = closes
  }
}

package struct CompletionAnswer: Equatable, Sendable {
  /// UTF-8 offsets in the line that a candidate replaces.
  package var replacing: Range<Int>
  package var candidates: [Completion]

  package init(replacing: Range<Int>, candidates: [Completion]) {
    self.replacing = replacing
    self.candidates = candidates
  }
}
