import Accumulation
import Answers
import Files
import Foundation
import GoldenSupport
import Language
import Sessions
import Sinks
import Tables
import Testing

extension Bench {
  /// The table of that name among what a program would get.
  func table(_ name: String, of statement: String) throws -> Table {
    for block in try run(statement).answer.blocks {
      switch block {
      case .table(let table) where table.name == name, .data(let table) where table.name == name,
        .plot(_, let table) where table.name == name:
        return table
      default: continue
      }
    }
    throw BenchFailure(description: "no table \(name) from \(statement)")
  }
}

extension Scratch {
  /// What a screen of `width` columns would show.
  func shown(_ outcome: Outcome, width: Int) throws -> String {
    let file = try write("screen.txt", "")
    guard let handle = FileHandle(forWritingAtPath: file) else { return "" }
    let output = Output(handle.fileDescriptor)
    var style = TextSink.Style()
    style.width = { width }
    TextSink(output: output, errors: output, style: style).show(outcome)
    try handle.close()
    return try read("screen.txt")
  }
}

/// A log whose every text does what texts must not.
func hostileLog() -> String {
  let texts = [
    "\\u001b[2Jred", "\\u202eevil", "a\\u0000b\\r\\n\\td", "=cmd()|'x'!A0", "a,b;\\\"c\\\"|d\\\\e",
    "100% #1 & ~_^{}$x$",
    "<script>alert(1)</script>", "\\ud83d\\udc69\\u200d\\ud83d\\udc67 \\u754c\\u754c", "`*_[x](y)",
    "\\\\end{tabular}",
    "e\\u0301\\u0302\\u0303", "\\u2028\\u2029\\ufeff", "]]> --> &amp; &lt;",
  ]
  var lines: [String] = []
  for batch in 1...3 {
    lines.append("{\"kind\":\"batch\",\"batch\":\(batch),\"label\":\"\(texts[batch])\"}")
    for (index, text) in texts.enumerated() {
      let id = "p\(batch)\(text.prefix(8) == "\\u001b[2" ? "\\u001b[5m" : "")\(index)"
      lines.append(
        "{\"kind\":\"proposal\",\"batch\":\(batch),\"id\":\"\(id)\",\"type\":\"add\",\"anchor\":\"tail\",\"content\":\"\(text)\",\"reason\":\"\(text)\"}"
      )
      lines.append(
        "{\"kind\":\"label\",\"id\":\"\(id)\",\"same_as\":\"\(index)\",\"effect\":\(index - 5),\"class\":\"\(text)\"}"
      )
      lines.append(
        "{\"kind\":\"scores\",\"batch\":\(batch),\"call\":\(index),\"baseline\":\(batch),\"u\":{\"\(id)\":\((index * 7 + batch * 3) % 11)}}"
      )
    }
  }
  return lines.joined(separator: "\n") + "\n"
}
