import Characters
import Files
import Sessions

/// What stands on the screen while a key is waited for, so that it can be drawn anew on a window of another size.
struct DeskScreen {
  let above: [String]
  let page: DeskPage
  let isColoured: Bool
  /// What was written since; its last line asks for a key.
  var tail = ""
  /// What it was drawn for.
  var width = 80

  init(above: [String], page: DeskPage, isColoured: Bool) {
    (self.above, self.page, self.isColoured) = (above, page, isColoured)
  }

  var text: String {
    let head = above + [""]
    return head.map { $0 + "\n" }.joined() + page.text(width: width, styled: isColoured)
  }

  /// The tail without its last line.
  var spoken: String {
    tail.lastIndex(of: "\n").map { String(tail[...$0]) } ?? ""
  }

  /// The keys there are, as many words as the window has room for.
  static func prompt(width: Int) -> String {
    let long = "  s same · d different · k skip · u unsure · w why · z undo · n note · q quit · ? "
    let middle = "  s same · d different · k skip · z undo · q quit · ? "
    let short = "  s d k u w z n q ? "
    return [long, middle, short].first { displayWidth($0) < width } ?? "? "
  }

  /// Moves to where the screen begins in a window that has become `columns` wide, and erases from there. Where that
  /// has left the window, all of it is erased.
  func erasing(now columns: Int, rows: Int) -> String {
    let before = Terminal.wrapsAgain ? columns : width
    let lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
    let up = lines.reduce(0) { $0 + max(1, (displayWidth(String($1)) + before - 1) / max(1, before)) } - 1
    return up < rows ? "\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[J" : "\u{1B}[H\u{1B}[2J"
  }

  /// Without colours, which take no columns.
  private var plain: String { Prompt(text + tail).plain }
}
