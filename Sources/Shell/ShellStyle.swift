import Files
import Sinks

/// How the shell looks: prompts, colours, width, pager.
struct ShellStyle {
  private let isColoured = Terminal.wantsColour()

  func prompt(_ number: Int) -> String { coloured("maa \(number) › ") }

  /// As wide as the prompt it continues.
  func continuation(_ number: Int) -> String {
    coloured(String(repeating: " ", count: "maa \(number)".count - 1) + "… › ")
  }

  func sink() -> TextSink {
    var style = TextSink.Style()
    style.isColoured = isColoured
    style.width = { Terminal.width() }
    style.present = { ShellStyle.present($0) }
    return TextSink(output: Output(Output.standard), errors: Output(Output.errors), style: style)
  }

  private func coloured(_ text: String) -> String { isColoured ? "\u{1b}[1m\(text)\u{1b}[0m" : text }

  /// Pages what is longer than the screen; false leaves it to be written.
  private static func present(_ text: String) -> Bool {
    let lines = text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    guard lines >= Terminal.height(), let pager = pager() else { return false }
    return page(text, through: pager)
  }

  private static func pager() -> String? {
    if Terminal.isDumb { return nil }
    guard let chosen = Environment["PAGER"] else { return "less" }
    return chosen.isEmpty || chosen == "cat" ? nil : chosen
  }
}
