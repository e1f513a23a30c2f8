import CSQLite
import GoldenSupport
import Query
import SQLite
import Testing

/// LIKE and GLOB of our own say what SQLite's say, and can be stopped.
@Suite struct WildcardTests {
  @Test func agreesWithSQLite() throws {
    var random = SeededGenerator.announced()
    let database = try Database()
    let like = try PreparedStatement("SELECT ?1 LIKE ?2", on: database)
    let escaped = try PreparedStatement("SELECT ?1 LIKE ?2 ESCAPE '!'", on: database)
    let glob = try PreparedStatement("SELECT ?1 GLOB ?2", on: database)
    let texts = Array("aAbB%_!é中-]".unicodeScalars)
    let patterns = Array("aAbB%%__!é中*?[]^-".unicodeScalars)
    for _ in 0..<4_000 {
      let text = word(texts, 8, &random), pattern = word(patterns, 6, &random)
      let scalars = text.unicodeScalars
      let what: Comment = "seed \(random.seed): \(text) and \(pattern)"
      #expect(
        try asked(like, text, pattern) == WildcardPattern(like: pattern).matches(scalars) { false }, what)
      let own = WildcardPattern(like: pattern, escape: "!").matches(scalars) { false }
      #expect(try asked(escaped, text, pattern) == own, what)
      #expect(
        try asked(glob, text, pattern) == WildcardPattern(glob: pattern).matches(scalars) { false }, what)
    }
  }

  /// A LIKE on 8 MiB worked on after Ctrl-C for as long as it took.
  @Test func aLongLikeIsStopped() {
    let text = String(repeating: "a", count: 8 << 20)
    let pattern = WildcardPattern(like: String(repeating: "%a_", count: 60) + "b")
    var asked = 0
    let found = pattern.matches(text.unicodeScalars) {
      asked += 1
      return asked == 3
    }
    #expect(found == nil && asked == 3)
  }

  private func word(_ letters: [Unicode.Scalar], _ most: Int, _ random: inout SeededGenerator) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...most, using: &random) {
      scalars.append(letters[Int.random(in: 0..<letters.count, using: &random)])
    }
    return String(scalars)
  }

  private func asked(_ statement: PreparedStatement, _ text: String, _ pattern: String) throws -> Bool {
    statement.reset()
    try statement.bind(1, text)
    try statement.bind(2, pattern)
    guard try statement.next() else { return false }
    return statement.integer(0) == 1
  }
}
