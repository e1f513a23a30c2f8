import TerminalSupport

/// The line editor alone, in a program that says what it read.
func probe(
  _ arguments: String..., environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
) throws -> PseudoTerminal {
  let terminal = try PseudoTerminal(
    product: "line-editor-probe", arguments: arguments, environment: environment, columns: columns, rows: rows)
  if !arguments.contains(where: { $0.hasPrefix("prompt=") }) { try terminal.waitFor("maa ›") }
  return terminal
}

enum Key {
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let right = "\u{1B}[C"
  static let left = "\u{1B}[D"
  static let tab = "\t"
  static let enter = "\r"

  static func control(_ letter: Character) -> String {
    String(Unicode.Scalar((letter.asciiValue ?? 0) & 0x1F))
  }
}
