/// A text of several lines as it may be handed on: what would move a cursor, turn the direction of writing or be there
/// without being seen is spelt out, as `visible` does; line ends and tabs stay.
package func visibleLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    line.split(separator: "\t", omittingEmptySubsequences: false).map { visible(String($0)) }.joined(
      separator: "\t")
  }.joined(separator: "\n")
}
