import Columns
import Language
import Query
import Studies
import Views

/// A word of this program, explained in two sentences, with a statement that shows it.
package struct Term: Sendable {
  package let name: String
  /// Other words that ask for it.
  package var others: [String] = []
  package let meaning: String
  package let example: String

  package init(_ name: String, _ others: String..., meaning: String, example: String) {
    (self.name, self.others, self.meaning, self.example) = (name, others, meaning, example)
  }

  /// All there are, by name: those with words of their own, then every setting and every column without.
  package static let all: [Term] = {
    var known = Set(WrittenTerms.written.flatMap { [$0.name] + $0.others })
    let settings = SettingName.allCases.filter { known.insert($0.rawValue).inserted }.map(Term.init(setting:))
    var columns: [Term] = []
    for table in StudyTables.all {
      for column in table.schema.columns where known.insert(column.name).inserted {
        columns.append(Term(column: column.name))
      }
    }
    return (WrittenTerms.written + settings + columns).sorted { $0.name < $1.name }
  }()

  package static func named(_ name: String) -> Term? {
    let wanted = name.lowercased()
    return all.first { $0.name == wanted } ?? all.first { $0.others.contains(wanted) }
  }

  package static var names: [String] { all.flatMap { [$0.name] + $0.others } }

  private init(setting: SettingName) {
    self.init(
      setting.rawValue,
      meaning: "A setting: \(setting.summary). settings shows what it is, set changes it.",
      example: "set \(setting.rawValue) \(setting.text(in: Settings()))")
  }

  /// A column means the same in every table that has it, or nearly so.
  private init(column: String) {
    let found = StudyTables.all.map(\.schema).compactMap { table in
      table.columns.first { $0.name == column }.map { (table.name, $0.summary) }
    }
    let meaning = found.first?.1 ?? ""
    let tables = found.map(\.0).joined(separator: ", ")
    let kind = found.count == 1 ? "A column of \(tables)" : "A column of the tables \(tables)"
    self.init(
      column, meaning: "\(kind): \(meaning). sql --schema TABLE lists the others beside it.",
      example: "sql select \"\(column)\" from \(found.first?.0 ?? "units") limit 3")
  }

  /// As `help` shows it.
  package var page: String {
    ([name] + HelpText.wrapped(meaning).map { String($0.dropFirst(2)) } + ["", "maa › \(example)"])
      .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
  }

  /// The glossary, for docs.
  package static var glossary: String {
    var lines = [
      "# Glossary", "",
      "Made from the program's own words by `make manual`; `help TERM` shows the same. Commands are in [manual.md](manual.md).",
      "",
    ]
    for term in all {
      let others = term.others.isEmpty ? "" : " (\(term.others.joined(separator: ", ")))"
      lines += ["**\(term.name)**\(others): \(term.meaning) Example: `\(term.example)`", ""]
    }
    return lines.joined(separator: "\n")
  }
}

/// The page of all terms.
package enum Glossary {
  package static var markdown: String { Term.glossary }
}
