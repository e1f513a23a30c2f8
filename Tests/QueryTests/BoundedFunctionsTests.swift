import Accumulation
import Commands
import Foundation
import Language
import Sessions
import Tables
import Testing
import Views

/// Functions that stand in for SQLite's give what SQLite's give.
@Suite struct BoundedFunctionsTests {
  /// As the program sqlite3 3.40.1 answers.
  static let answers: [(expression: String, quoted: String)] = [
    (#"instr('abcabc', 'ca')"#, #"3"#),
    (#"instr('häßlich', 'l')"#, #"4"#),
    (#"instr('abc', '')"#, #"1"#),
    (#"instr('', 'a')"#, #"0"#),
    (#"instr(null, 'a')"#, #"NULL"#),
    (#"instr('a', null)"#, #"NULL"#),
    (#"instr(12345, 34)"#, #"3"#),
    (#"instr(x'00616200', x'62')"#, #"3"#),
    (#"instr('ab', x'62')"#, #"2"#),
    (#"instr(x'C3A462', 'b')"#, #"2"#),
    (#"instr('abc', 'abcd')"#, #"0"#),
    (#"replace('banana', 'an', 'AN')"#, #"'bANANa'"#),
    (#"replace('banana', '', 'x')"#, #"'banana'"#),
    (#"replace(null, 'a', 'b')"#, #"NULL"#),
    (#"replace('aaa', 'a', null)"#, #"NULL"#),
    (#"replace(12321, 2, 0)"#, #"'10301'"#),
    (#"replace('ää', 'ä', 'ö')"#, #"'öö'"#),
    (#"trim('  x  ')"#, #"'x'"#),
    (#"trim('xxaxx', 'x')"#, #"'a'"#),
    (#"trim('äöxöä', 'öä')"#, #"'x'"#),
    (#"ltrim('xyxa', 'xy')"#, #"'a'"#),
    (#"rtrim('axyx', 'yx')"#, #"'a'"#),
    (#"trim('abc', '')"#, #"'abc'"#),
    (#"trim(null, 'a')"#, #"NULL"#),
    (#"trim('a', null)"#, #"NULL"#),
    (#"trim(1001, 1)"#, #"'00'"#),
    (#"printf('%d|%5.2f|%s|%c', 3, 2.5, 'ab', 'xyz')"#, #"'3| 2.50|ab|x'"#),
    (#"printf('%.3c', 'x')"#, #"'xxx'"#),
    (#"printf('%*.*c|%d', 6, 2, 'y', 7)"#, #"'    yy|7'"#),
    (#"printf('%-6.2c|', 'z')"#, #"'zz    |'"#),
    (#"printf('%.*s', 2, 'abcdef')"#, #"'ab'"#),
    (#"printf('100%%')"#, #"'100%'"#),
    (#"printf('%,d', 1234567)"#, #"'1,234,567'"#),
    (#"printf()"#, #"NULL"#),
    (#"printf(null)"#, #"NULL"#),
    (#"format('%Q %w %q', 'it''s', 'a"b', 'c''d')"#, #"'''it''''s'' a""b c''''d'"#),
    (#"printf('%.-5c|', 'x')"#, #"NULL"#),
    (#"printf('%y', 1)"#, #"NULL"#),
    (#"json_patch('{"a":1,"b":2}', '{"b":null,"c":3}')"#, #"'{"a":1,"c":3}'"#),
    (#"json_patch('[1]', '{"a":1}')"#, #"'{"a":1}'"#),
    (#"json_array(json_patch('{"a":1}', '{"b":2}'))"#, #"'[{"a":1,"b":2}]'"#),
    (#"json_patch(null, '{}')"#, #"NULL"#),
    (#"typeof(replace(x'6162', 'a', 'b'))"#, #"'text'"#),
    (#"typeof(trim(5, 6))"#, #"'text'"#),
  ]

  @Test(arguments: answers) func areSQLites(_ expression: String, _ quoted: String) throws {
    let session = try Session()
    #expect(try session.analysis.ask("select quote(\(expression))").rows == [[.text(quoted)]])
  }

  /// Each once for every row: what stands in for a function is prepared once, and used again.
  @Test func workRowByRow() throws {
    let session = try Session()
    let counts = """
      with recursive c(x) as (select 1 union all select x + 1 from c where x < 5000)
      select sum(instr(x, 7) > 0), sum(length(replace(x, '1', ''))), sum(length(trim(x, '1'))),
        sum(length(printf('%.*c', x % 9, 'y'))) from c
      """
    let numbers = 1...5_000
    let trimmed = numbers.map { number in
      let text = String(number)
      return text.drop { $0 == "1" }.reversed().drop { $0 == "1" }.count
    }
    // %.0c writes one.
    #expect(
      try session.analysis.ask(counts).rows == [
        [
          .integer(numbers.count { String($0).contains("7") }),
          .integer(numbers.map { String($0).count { $0 != "1" } }.reduce(0, +)),
          .integer(trimmed.reduce(0, +)), .integer(numbers.map { max(1, $0 % 9) }.reduce(0, +)),
        ]
      ])
  }

  /// Texts of a log may be longer than what a query may make otherwise.
  @Test func longTextsOfALogAreRead() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("maa-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    let long = String(repeating: "long ", count: 2_000_000)
    let log = """
      {"kind":"batch","batch":1}
      {"kind":"proposal","batch":1,"id":"p","type":"add","anchor":"tail","content":"\(long)end"}

      """
    try log.write(to: file, atomically: true, encoding: .utf8)
    let session = try Session()
    for statement in try Lexer.statements(in: "load \(file.path)") {
      _ = try session.perform(statement)
    }
    let rows = try session.analysis.ask(
      "select length(content), instr(content, 'end') from proposals order by content")
    #expect(rows.rows == [[.integer(10_000_003), .integer(10_000_001)]])
  }
}
