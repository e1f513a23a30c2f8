import Commands
import Language
import Query
import Scripts
import Sessions
import Views

/// What people and scripts write.
extension FuzzTarget {
  private static let statements = [
    "load $data --sha256 9f", "same U1 U2 --because \"it's one\"", "param tau = 0.6 : number", "set tau 0.7",
    "merges --by impact where n1 > 6 limit 5", "# a note", "evidence where content like '%it''s%'",
    "export evidence --to $'a\\nb'", "a\\\nb; c", "expect units >= 3", "note \u{301}'",
  ]
  private static let marks = [
    "'", "\"", "$'", "\\", "#", ";", "$x", "${x}", "--", "\n", "\\u{1b}", " = ", " : ", "#=", "#>",
  ]

  static let language: [FuzzTarget] = [
    // What is written canonically reads as the same statement.
    FuzzTarget("statements", longest: 512, seeds: statements, tokens: marks) { bytes in
      let read = try Lexer.statements(in: String(decoding: bytes, as: UTF8.self))
      var kinds = 0
      for statement in read {
        let written = statement.written(in: vocabulary)
        let again = try Lexer.statements(in: written)
        guard again.count == 1, again[0].written(in: vocabulary).utf8.elementsEqual(written.utf8) else {
          throw BrokenPromise("written, it is read as another statement: \(written)")
        }
        if (try? Call(statement, in: vocabulary, parameters: nil)) != nil { kinds += 1 }
      }
      return size(read.count) << 4 | size(kinds)
    },
    FuzzTarget(
      "session-file", longest: 512, seeds: statements.map { "maa 1\n\($0)\n" } + ["maa 1\nnote a\n#: x\n"],
      tokens: marks
    ) {
      let text = String(decoding: $0, as: UTF8.self)
      let count = try SessionFile.script(text, path: "a.maa").count
      let once = try ScriptFormat.formatted(text, path: "a.maa", vocabulary)
      let twice = try ScriptFormat.formatted(once, path: "a.maa", vocabulary)
      guard once.utf8.elementsEqual(twice.utf8) else {
        throw BrokenPromise("laid out twice it is another script")
      }
      return size(count)
    },
    FuzzTarget(
      "journal", longest: 1_024,
      seeds: [
        "maa-journal 1\n083229fd + set beta 0.5\n23577d4b = 1\n",
        journal(["+ a", "+ b", "= 1 2", "+ c", "+ d"]),
      ],
      tokens: ["+ ", "= ", "s ", "\n"]
    ) { bytes in
      // Random bytes have no checksums; where the input begins so, its lines get theirs.
      let text = String(decoding: bytes, as: UTF8.self)
      let contents =
        text.hasPrefix("!")
        ? Array(journal(text.dropFirst().split(separator: "\n").map(String.init)).utf8) : bytes
      guard let read = AbandonedJournal(path: "a", contents: contents) else { return 0 }
      guard read.tornBytes <= contents.count else { throw BrokenPromise("more torn than there is") }
      return size(read.statements.count) << 4 | size(read.tornBytes)
    },
    FuzzTarget("clauses", longest: 256, seeds: clauses, tokens: sql) { bytes in
      let clauses = Clauses(String(decoding: bytes, as: UTF8.self), table: "units")
      // The room above has the words.
      do { try clauses.check() } catch let fault as QueryFault { throw ViewFault.query(fault, text: "") }
      return clauses.sql.utf8.count / 8 << 3 | (clauses.hasCondition ? 4 : 0) | (clauses.hasOrder ? 2 : 0)
    },
    // Against one that tries everything.
    FuzzTarget(
      "wildcards", longest: 48, seeds: ["%a_b%|xaab", "a*[^b-d]?|abcd", "%\\%|50%"],
      tokens: ["%", "_", "|", "[", "]", "*", "^", "-"]
    ) {
      let parts = String(decoding: $0, as: UTF8.self).split(
        separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return 0 }
      let text = String(parts[1]).unicodeScalars
      let like = WildcardPattern(like: String(parts[0])).matches(text) { false }
      guard like == SlowWildcards.like(Array(parts[0].unicodeScalars)[...], Array(text)[...]) else {
        throw BrokenPromise("the quick and the slow LIKE differ")
      }
      let glob = WildcardPattern(glob: String(parts[0])).matches(text) { false }
      return (like == true ? 1 : 0) | (glob == true ? 2 : 0) | size(text.count) << 2
    },
  ]

  static let vocabulary = Registry.all.vocabulary
  private static let clauses = [
    "where n >= 5 order by mhat desc limit 2", "where content = ' order by ' and (select 1 limit 1)",
    "limit 3",
  ]
  private static let sql = [
    "where ", "order by ", "limit ", "(", ")", "'", "\"", "--", "/*", "*/", "[", "`", ";",
  ]

  private static func journal(_ edits: [String]) -> String {
    "maa-journal 1\n" + edits.map { "\(Journal.checksum($0)) \($0)\n" }.joined()
  }
}

/// LIKE as it is defined: every way is tried.
enum SlowWildcards {
  static func like(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "%": return (text.startIndex...text.endIndex).contains { like(rest, text[$0...]) }
    case "_": return !text.isEmpty && like(rest, text.dropFirst())
    default: return text.first.map { folded($0) == folded(first) } ?? false && like(rest, text.dropFirst())
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    (65...90).contains(scalar.value) ? scalar.value + 32 : scalar.value
  }
}
