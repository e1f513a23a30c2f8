import Importing

/// A cheatsheet as the model writes it: `<memory_item>` blocks with a description and an example, `** Count: 3` behind each.
struct Cheatsheet {
  private(set) var entries: [String] = []
  /// How many counts of use it has.
  private(set) var counts = 0
  /// There are no blocks: the sheet is one entry.
  private(set) var isWhole = false

  init(_ sheet: String, byItem: Bool) {
    var rest = sheet[...]
    while byItem, let block = rest.between("<memory_item>", "</memory_item>") {
      let text = Cheatsheet.withoutTags(block.inside).trimmed
      if !text.isEmpty { entries.append(text) }
      rest = block.rest
      if rest.prefix(40).range(ofText: "Count:") != nil { counts += 1 }
    }
    let whole = sheet.trimmed
    if entries.isEmpty, !whole.isEmpty, whole != "(empty)" {
      entries = [whole]
      isWhole = true
    }
  }

  private static func withoutTags(_ text: String) -> String {
    ["<description>", "</description>", "<example>", "</example>"].reduce(text) { text, tag in
      text.parts(separatedBy: tag).joined()
    }
  }
}
