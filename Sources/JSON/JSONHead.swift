/// The beginning of a JSON text, as far as it was read: which members its objects have. Enough to tell whose log it is.
///
///     let head = JSONHead(bytes)
///     head.isList            // the text begins with a list
///     head.names(0)          // of the outermost object, or of those in the outermost list
package struct JSONHead {
  /// Whether it begins as an object or a list does.
  package private(set) var isJSON = false
  package private(set) var isList = false
  /// The text goes on with another document after the first, on a line of its own.
  package private(set) var isLines = false
  /// The first line ends within the head.
  package private(set) var hasWholeLine = false
  private var levels: [[String]] = []

  private static let deepest = 8

  package init(_ bytes: some Collection<UInt8>) {
    var scan = Scan()
    let text = Array(bytes)
    var at = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while at < text.count {
      step(text, &at, &scan)
      if isLines { break }
    }
  }

  /// The names of members of objects inside so many objects; each once, in their order.
  package func names(_ depth: Int) -> [String] { levels.indices.contains(depth) ? levels[depth] : [] }

  package func has(_ name: String, at depth: Int = 0) -> Bool { names(depth).contains(name) }

  private struct Scan {
    /// The brackets that are open, and how many of them are objects.
    var open: [UInt8] = []
    var objects = 0
    /// A text here is the name of a member.
    var isName = false
    var isDone = false
  }

  private mutating func step(_ text: [UInt8], _ at: inout Int, _ scan: inout Scan) {
    let byte = text[at]
    at += 1
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      begin(byte, &scan)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if scan.open.popLast() == UInt8(ascii: "{") { scan.objects -= 1 }
      scan.isDone = scan.open.isEmpty
    case UInt8(ascii: ","): scan.isName = scan.open.last == UInt8(ascii: "{")
    case UInt8(ascii: "\""): string(text, &at, &scan)
    case 10: if scan.isDone { hasWholeLine = true }
    default: break
    }
  }

  private mutating func begin(_ byte: UInt8, _ scan: inout Scan) {
    if scan.open.isEmpty {
      if scan.isDone { return isLines = true }
      (isJSON, isList) = (true, byte == UInt8(ascii: "["))
    }
    scan.open.append(byte)
    scan.isName = byte == UInt8(ascii: "{")
    scan.objects += scan.isName ? 1 : 0
  }

  private mutating func string(_ text: [UInt8], _ at: inout Int, _ scan: inout Scan) {
    let start = at
    while at < text.count, text[at] != UInt8(ascii: "\"") { at += text[at] == UInt8(ascii: "\\") ? 2 : 1 }
    let end = min(at, text.count)
    at += 1
    guard scan.isName, end < text.count else { return }
    scan.isName = false
    let depth = scan.objects - 1
    guard (0..<JSONHead.deepest).contains(depth) else { return }
    while levels.count <= depth { levels.append([]) }
    let name = String(decoding: text[start..<end], as: UTF8.self)
    if !levels[depth].contains(name) { levels[depth].append(name) }
  }
}
