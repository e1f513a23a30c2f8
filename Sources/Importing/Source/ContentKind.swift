/// What bytes without a name look like.
enum ContentKind {
  case json, jsonLines, sqlite, zip, text

  init(_ head: [UInt8]) {
    if head.starts(with: "SQLite format 3\0".utf8) {
      self = .sqlite
    } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if let first = head.first(where: { $0 > 32 && $0 < 0x80 }), "[{".utf8.contains(first) {
      self = first == UInt8(ascii: "{") && ContentKind.hasWholeObject(head) ? .jsonLines : .json
    } else {
      self = .text
    }
  }

  var ending: String {
    switch self {
    case .json: "json"
    case .jsonLines: "jsonl"
    case .sqlite: "db"
    case .zip: "zip"
    case .text: ""
    }
  }

  /// The first line ends as an object ends, and another one begins after it.
  private static func hasWholeObject(_ head: [UInt8]) -> Bool {
    guard let newline = head.firstIndex(of: UInt8(ascii: "\n")) else { return false }
    let line = head[..<newline]
    let next = head[newline...].first { $0 > 32 }
    return line.last { $0 > 32 } == UInt8(ascii: "}") && next == UInt8(ascii: "{")
  }
}
