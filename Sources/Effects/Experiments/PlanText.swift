/// A plan as the text of its file: one form for one plan, whose hash stands in it.
extension ExperimentPlan {
  public static let format = "maa-experiment"

  /// The file. The last member is the hash of all before it.
  public var text: String {
    body + "  \"hash\": \"\(hash)\"\n}\n"
  }

  /// SHA-256 of the text up to the hash.
  public var hash: String { hexadecimalDigest(of: body) }

  private var body: String {
    var lines = [
      "{", "  \"format\": \"\(ExperimentPlan.format)\",", "  \"version\": 1,", "  \"name\": \(quoted(name)),",
      "  \"round\": \(round),", "  \"seed\": \(seed),", "  \"alpha\": \(alpha),",
    ]
    if let budget { lines.append("  \"budget\": \(budget),") }
    if let maxLoss { lines.append("  \"max_loss\": \(maxLoss),") }
    lines += [list("protected", protected), list("kept", kept), list("dropped", dropped)]
    lines.append("  \"items\": [")
    for (index, item) in items.enumerated() {
      let tasks = item.tasks.map { ", \"tasks\": \($0)" } ?? ""
      let comma = index + 1 < items.count ? "," : ""
      lines.append("    {\"item\": \(quoted(item.id)), \"rate\": \(item.rate)\(tasks)}\(comma)")
    }
    return lines.joined(separator: "\n") + "\n  ],\n"
  }

  private func list(_ name: String, _ texts: [String]) -> String {
    "  \"\(name)\": [\(texts.map(quoted).joined(separator: ", "))],"
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
