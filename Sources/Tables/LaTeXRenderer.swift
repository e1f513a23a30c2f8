/// A table for a paper: `booktabs`, with numbers to the right, as people read them.
///
/// Text stays text: nothing in a cell is a command. A long table breaks across pages (`longtable`); a caption or a
/// label makes a shorter one float.
///
///     \usepackage[utf8]{inputenc}
///     \usepackage{booktabs,longtable}
public struct LaTeXRenderer: Sendable {
  private let caption: String?
  private let label: String?
  private let longest: Int

  /// A table of more than `longest` rows is a long one.
  public init(caption: String? = nil, label: String? = nil, longest: Int = 50) {
    (self.caption, self.label, self.longest) = (caption, label, longest)
  }

  public func render(_ table: Table) -> String {
    table.rows.count > longest ? long(table) : short(table)
  }

  private func short(_ table: Table) -> String {
    let tabular =
      "\\begin{tabular}{\(alignment(table))}\n" + head(table) + body(table)
      + "\\bottomrule\n\\end{tabular}\n"
    if caption == nil, label == nil { return "% needs the package booktabs, and fontenc with T1\n" + tabular }
    return "% needs the package booktabs, and fontenc with T1\n\\begin{table}\n\\centering\n"
      + naming(ending: "\n") + tabular
      + "\\end{table}\n"
  }

  private func long(_ table: Table) -> String {
    "% needs the packages booktabs and longtable, and fontenc with T1\n\\begin{longtable}{\(alignment(table))}\n"
      + naming(ending: " \\\\\n") + head(table) + "\\endhead\n\\bottomrule\n\\endfoot\n" + body(table)
      + "\\end{longtable}\n"
  }

  private func naming(ending: String) -> String {
    let caption = caption.map { "\\caption{\(LaTeXText.escaped($0))}" } ?? ""
    // A label is a name that is never set: what has a meaning inside one is left out.
    let label = label.map {
      "\\label{\($0.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-:._".contains($0)) })}"
    }
    let both = caption + (label ?? "")
    return both.isEmpty ? "" : both + ending
  }

  /// Long texts have lines of their own to break into; together they take half of the page.
  private func alignment(_ table: Table) -> String {
    let wide = table.columns.indices.map { index in
      table.columns[index].flexible && table.rows.contains { $0[index].plain.count > 40 }
    }
    let count = wide.count { $0 }
    let share = fixed(0.5 / Double(max(1, count)), places: 2)
    return table.columns.indices.map { index in
      wide[index] ? "p{\(share)\\linewidth}" : table.columns[index].kind == .number ? "r" : "l"
    }.joined()
  }

  private func head(_ table: Table) -> String {
    "\\toprule\n" + line(table.columns.map { LaTeXText.escaped($0.name) }) + "\\midrule\n"
  }

  private func body(_ table: Table) -> String {
    table.rows.map { line($0.map(text)) }.joined()
  }

  private func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\\n" }

  private func text(_ cell: Cell) -> String {
    switch cell {
    case .missing: "--"
    case .text(let text): LaTeXText.escaped(text)
    case .integer, .number: signed(cell.plain)
    case .flag: cell.plain
    }
  }

  /// A hyphen is no minus.
  private func signed(_ number: String) -> String {
    number.hasPrefix("-") ? "$-$" + number.dropFirst() : number
  }
}

/// Text that is set into LaTeX.
enum LaTeXText {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    var previous: Unicode.Scalar?
    for scalar in XMLText.spelledOut(text).unicodeScalars {
      escaped += piece(scalar, after: previous)
      previous = scalar
    }
    return escaped
  }

  private static func piece(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> String {
    switch scalar {
    // The blocks of sparklines, which fonts of papers lack.
    case "\u{2581}"..."\u{2588}": "\\rule{0.4em}{0.\(scalar.value - 0x2580)em}"
    case "\\": "\\textbackslash{}"
    case "^": "\\textasciicircum{}"
    case "~": "\\textasciitilde{}"
    case "{", "}", "_", "#", "$", "%", "&": "\\\(scalar)"
    case "<": "\\textless{}"
    case ">": "\\textgreater{}"
    case "|": "\\textbar{}"
    case "\"": "\\textquotedbl{}"
    case "`": "\\textasciigrave{}"
    // At the start of a row these would be taken for an argument of the line break before it.
    case "[": "{[}"
    case "*" where previous == nil: "{*}"
    // Two of them would become one sign.
    case "-", "'", ",": previous == scalar ? "{}\(scalar)" : "\(scalar)"
    default: "\(scalar)"
    }
  }
}
