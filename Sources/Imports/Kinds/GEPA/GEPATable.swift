/// A table of texts with the answers that several prompts gave: `default_correct`, `confidence_correct`.
enum GEPATable {
  /// Column by arm, from the first line.
  static func arms(of head: [UInt8]) -> [(arm: String, column: Int)] {
    let line = String(decoding: head.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let names = line.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    let arms = names.enumerated().compactMap { index, name -> (arm: String, column: Int)? in
      name.hasSuffix("_correct") ? (String(name.dropLast("_correct".count)), index) : nil
    }
    return arms.count > 1 ? arms : []
  }

  static func read(_ file: SourceFile, _ source: ImportSource, _ draft: inout LogDraft) throws {
    let arms = arms(of: try source.head(file))
    var rows = DelimitedRows(try source.text(file), separator: ",")
    guard let header = rows.next() else { return }
    let text = header.fields.firstIndex { ["text", "input", "question", "id"].contains($0) }
    draft.batch(label: file.base)
    var count = 0
    while let row = rows.next() {
      count += 1
      guard row.fields.count == header.fields.count else {
        throw ImportFault.unfit(
          file: source.shown(file), place: "line \(row.line)", seen: "\(row.fields.count) fields",
          expected: "\(header.fields.count) as in the first line")
      }
      for (arm, column) in arms {
        guard let outcome = truth(row.fields[column]) else {
          draft.account.leftOut(
            "an answer that is neither right nor wrong", example: row.fields[column],
            at: "\(file.name):\(row.line)")
          continue
        }
        draft.task(text.map { row.fields[$0] } ?? "row \(count)", outcome: outcome, arm: arm)
      }
    }
    draft.account.cannot("say what a prompt of \(file.base) consists of: its columns are answers")
  }

  private static func truth(_ field: String) -> Double? {
    switch field.lowercased() {
    case "true", "1", "1.0", "yes": 1
    case "false", "0", "0.0", "no": 0
    default: nil
    }
  }
}
