import Importing
import Language

/// One format, explained.
package enum FormatPage {
  package static func text(_ format: FormatManual) -> String {
    let parts = [
      ("recognizes", format.recognizes), ("reads", format.reads), ("makes", format.makes),
      ("loses", format.loses),
    ]
    var lines = ["  load PATH --format \(format.name)", "", "  \(format.title)"]
    for (name, text) in parts { lines += ["", "  \(name)"] + HelpText.wrapped(text).map { "  " + $0 } }
    if !format.flags.isEmpty { lines += [""] + HelpText.flagLines(format.flags.map(flag)) }
    return lines.joined(separator: "\n")
  }

  private static func flag(_ flag: ImportFlag) -> Flag {
    let usual = flag.usual.map { "; usually \($0)" } ?? ""
    return Flag(flag.name, flag.values.map(ValueKind.choice) ?? .text, flag.summary + usual)
  }
}
