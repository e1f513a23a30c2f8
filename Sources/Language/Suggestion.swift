/// The candidate closest to a misspelt word, where one is close enough to be meant.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  guard word.utf8.count <= 64 else { return nil }
  // One letter off is a typo in a word, and another word where there are only one or two letters.
  let limit = word.count < 3 ? 0 : max(1, word.count / 3)
  let prefixed = candidates.filter { word.count >= 2 && $0.hasPrefix(word) }.sorted()
  if let first = prefixed.first { return first }
  let ranked = candidates.map { (editDistance(word, $0, limit: limit), $0) }.filter { $0.0 <= limit }
  return ranked.min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
}

/// Edits that turn one word into another: insert, delete, replace, swap neighbours (optimal string alignment).
/// Words too different in length are simply `limit + 1` apart.
func editDistance(_ first: String, _ second: String, limit: Int) -> Int {
  let (a, b) = (Array(first.lowercased()), Array(second.lowercased()))
  guard abs(a.count - b.count) <= limit else { return limit + 1 }
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
