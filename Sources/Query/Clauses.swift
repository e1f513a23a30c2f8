/// `where …`, `order by …` and `limit …` over one table, made into a query for the numbers of its rows.
///
/// Rows that are equal in the order asked for stay in the order of the table.
package struct Clauses: Sendable, Equatable {
  package private(set) var sql: String
  package private(set) var hasCondition = false
  package private(set) var hasOrder = false
  package private(set) var hasLimit = false
  /// A parenthesis that closes what was never opened.
  private(set) var unmatched: Int?
  /// Where parts of the text went: from the byte `sql` to the byte `text`.
  private var parts: [Part] = []

  private struct Part: Sendable, Equatable {
    let sql: Int
    let text: Int
    let count: Int
  }

  package init(_ text: String, table: String) {
    sql = "SELECT rowid FROM \"\(table)\""
    let bytes = Array(text.utf8)
    let (keywords, unmatched) = SQLScanner(bytes).topLevelClauses()
    self.unmatched = unmatched
    var order = [UInt8]()[...]
    for (index, keyword) in keywords.enumerated() {
      let body = keyword.end..<(index + 1 < keywords.count ? keywords[index + 1].start : bytes.count)
      switch keyword.kind {
      case .condition where !hasCondition && !hasOrder && !hasLimit:
        hasCondition = true
        append(" WHERE (", bytes[body], "\n)")
      case .order where !hasOrder && !hasLimit:
        hasOrder = true
        order = bytes[body]
        append(" ORDER BY ", order, "\n, rowid")
      case .limit where !hasLimit:
        if !hasOrder { sql += " ORDER BY rowid" }
        hasLimit = true
        append(" LIMIT ", bytes[body], "")
      default:
        // Twice, or in another order: SQLite says so.
        append(" ", bytes[keyword.start..<body.upperBound], "")
      }
    }
    if !hasOrder && !hasLimit { sql += " ORDER BY rowid" }
  }

  private mutating func append(_ before: String, _ bytes: ArraySlice<UInt8>, _ after: String) {
    sql += before
    parts.append(Part(sql: sql.utf8.count, text: bytes.startIndex, count: bytes.count))
    sql += String(decoding: bytes, as: UTF8.self) + after
  }

  /// The fault in terms of the text.
  package func located(_ fault: QueryFault) -> QueryFault {
    if case .syntax(_, let offset?) = fault, let part = parts.last(where: { $0.sql <= offset }),
      offset >= part.sql + part.count
    {
      return .syntax("something is missing at the end", offset: part.text + part.count)
    }
    return fault.moved { self.offset(inText: $0) }
  }

  /// Refuses what would be read as something else than clauses.
  package func check() throws {
    if let unmatched { throw QueryFault.syntax("there is a ) too many", offset: unmatched) }
  }

  /// The byte of the text that a byte of the query came from, or the end of the part before it.
  package func offset(inText offset: Int) -> Int? {
    guard let part = parts.last(where: { $0.sql <= offset }) else { return nil }
    return part.text + min(offset - part.sql, part.count)
  }
}

/// Finds the keywords of clauses outside of parentheses, quotes and comments.
struct SQLScanner {
  enum Kind { case condition, order, limit }

  struct Keyword {
    let kind: Kind
    let start: Int
    let end: Int
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// And the first parenthesis that closes nothing.
  func topLevelClauses() -> (found: [Keyword], unmatched: Int?) {
    var found: [Keyword] = []
    var unmatched: Int?
    var (place, depth) = (0, 0)
    while place < bytes.count {
      let start = place
      place = end(ofTokenAt: place)
      switch bytes[start] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth < 0 { unmatched = unmatched ?? start }
      default:
        if depth == 0, let keyword = keyword(start, place) {
          found.append(keyword)
          place = keyword.end
        }
      }
    }
    return (found, unmatched)
  }

  /// The text with another name for each `name` that stands alone or in the quotes of names.
  func replacing(_ name: String, by other: String) -> String {
    var (text, place) = ([UInt8](), 0)
    while place < bytes.count {
      let start = place
      place = end(ofTokenAt: place)
      let token = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
      switch token {
      case name: text += other.utf8
      case "\"\(name)\"": text += "\"\(other)\"".utf8
      default: text += bytes[start..<place]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func keyword(_ start: Int, _ end: Int) -> Keyword? {
    switch word(start, end) {
    case "where": return Keyword(kind: .condition, start: start, end: end)
    case "limit": return Keyword(kind: .limit, start: start, end: end)
    case "order":
      let next = (end..<bytes.count).first { !SQLScanner.isSpace(bytes[$0]) } ?? bytes.count
      guard next < bytes.count else { return nil }
      let nextEnd = self.end(ofTokenAt: next)
      return word(next, nextEnd) == "by" ? Keyword(kind: .order, start: start, end: nextEnd) : nil
    default: return nil
    }
  }

  private func word(_ start: Int, _ end: Int) -> String {
    end - start <= 5 ? String(decoding: bytes[start..<end], as: UTF8.self).lowercased() : ""
  }

  /// Behind the word, the quoted text, the comment or the single character that stands at `place`.
  private func end(ofTokenAt place: Int) -> Int {
    let byte = bytes[place]
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): return end(of: byte, from: place + 1)
    case UInt8(ascii: "["): return end(of: UInt8(ascii: "]"), from: place + 1)
    case UInt8(ascii: "-") where place + 1 < bytes.count && bytes[place + 1] == byte:
      return end(of: UInt8(ascii: "\n"), from: place)
    case UInt8(ascii: "/") where place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "*"):
      var next = place + 2
      while next + 1 < bytes.count, bytes[next] != UInt8(ascii: "*") || bytes[next + 1] != UInt8(ascii: "/") {
        next += 1
      }
      return min(bytes.count, next + 2)
    default:
      guard SQLScanner.isWord(byte) else { return place + 1 }
      return bytes[place...].firstIndex { !SQLScanner.isWord($0) } ?? bytes.count
    }
  }

  private func end(of byte: UInt8, from place: Int) -> Int {
    bytes[min(place, bytes.count)...].firstIndex(of: byte).map { $0 + 1 } ?? bytes.count
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80 || byte == 0x5F
      || byte == 0x24 || byte >= 0x80
  }
}
