import Language
import Sessions

/// Which statements of a script each statement depends on, as far as that can be said without running it.
package struct DependencyGraph {
  package enum Form: String, CaseIterable, Sendable { case text, dot, mermaid }

  package struct Node {
    package let number: Int
    package let text: String
    /// Numbers of earlier statements.
    package let needs: [Int]
  }

  package let nodes: [Node]
  private static let widest = 60

  package init(_ path: String, _ vocabulary: Vocabulary) throws {
    let (_, statements) = try SessionFile.read(path)
    var history = TouchHistory()
    nodes = try statements.enumerated().map { index, statement in
      do {
        let call = try Call(statement, in: vocabulary, parameters: nil).withLiterals()
        let needs = history.take(StatementTouch(call, statement), index + 1)
        let isNote = if case .note = statement.body { true } else { false }
        let text = isNote ? statement.written(in: vocabulary) : call.canonical
        return Node(number: index + 1, text: text, needs: needs)
      } catch { throw ScriptFault(file: path, line: statement.line, fault: error) }
    }
  }

  package func text(_ form: Form) -> String {
    switch form {
    case .text: plain
    case .dot: dot
    case .mermaid: mermaid
    }
  }

  private var plain: String {
    let digits = "\(nodes.count)".count
    let width = nodes.filter { !$0.needs.isEmpty }.map { short($0).count }.max() ?? 0
    return nodes.map { node in
      let number = String(repeating: " ", count: digits - "\(node.number)".count) + "\(node.number)"
      guard !node.needs.isEmpty else { return "  \(number)  \(short(node))\n" }
      let padding = String(repeating: " ", count: width - short(node).count)
      let needs = node.needs.map(String.init).joined(separator: " ")
      return "  \(number)  \(short(node))\(padding)  <- \(needs)\n"
    }.joined()
  }

  private var dot: String {
    let names = nodes.map { "  s\($0.number) [label=\"\(escaped("\($0.number)  \(short($0))"))\"];\n" }
    let edges = nodes.flatMap { node in node.needs.map { "  s\($0) -> s\(node.number);\n" } }
    return "digraph session {\n  rankdir=TB;\n  node [shape=box, fontname=\"monospace\"];\n"
      + (names + edges).joined() + "}\n"
  }

  private var mermaid: String {
    let names = nodes.map { "  s\($0.number)[\"\(entities("\($0.number)  \(short($0))"))\"]\n" }
    let edges = nodes.flatMap { node in node.needs.map { "  s\($0) --> s\(node.number)\n" } }
    return "flowchart TD\n" + (names + edges).joined()
  }

  private func short(_ node: Node) -> String {
    let text = shortenedStatement(node.text)
    return text.count > DependencyGraph.widest ? text.prefix(DependencyGraph.widest - 1) + "…" : text
  }

  private func escaped(_ text: String) -> String {
    text.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// Mermaid reads `#34;` in texts (https://mermaid.js.org/syntax/flowchart.html, entity codes).
  private func entities(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      "\"#<>&`\\".unicodeScalars.contains(scalar) ? "#\(scalar.value);" : String(scalar)
    }.joined()
  }
}
