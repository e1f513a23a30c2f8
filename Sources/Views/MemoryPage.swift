import Characters
import Tables

/// A bank for an agent: a Markdown list, an array of `{"id", "content"}`, or an object a line.
package enum MemoryPage {
  package static func markdown(_ table: Table) -> String {
    let bullets = texts(table).map { id, content in
      let lines = content.split(whereSeparator: \.isNewline).map { "  \(visibleLines(String($0)))" }
      return "- **\(code(visibleLines(id)))** " + lines.joined(separator: "\n").dropFirst(2)
    }
    return (["# Memory", ""] + bullets).joined(separator: "\n") + "\n"
  }

  package static func json(_ table: Table) -> String {
    let objects = JSONRenderer().renderLines(table).split(separator: "\n")
    return objects.isEmpty ? "[]\n" : "[\n  " + objects.joined(separator: ",\n  ") + "\n]\n"
  }

  private static func texts(_ table: Table) -> [(String, String)] {
    table.rows.compactMap { row in
      guard case .text(let id) = row[0], case .text(let content) = row[1] else { return nil }
      return (id, content)
    }
  }

  /// Code takes characters literally that mean something to Markdown; an id of several lines becomes one.
  private static func code(_ id: String) -> String {
    let line = id.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.contains("`") ? "`` \(line) ``" : "`\(line)`"
  }
}
