import Columns
import Studies
import Tables
import TraceLogs

/// The batches of the log in the order of time.
package func batchesTable(_ trace: TraceLog, picked: [Int]? = nil, last limit: Int = .max) throws -> Table {
  let (source, columns) = (BatchSource(trace), ShownColumns(BatchSource.columns))
  let chosen = (picked ?? Array(trace.batches.indices)).suffix(limit)
  return Table("batches", columns.columns, rows: try columns.rows(chosen, of: source))
}

/// A setting with its value in a study and where nobody set it.
struct ShownSetting {
  let name: SettingName
  let value: String
  let usual: String

  static func all(_ settings: Settings) -> [ShownSetting] {
    SettingName.allCases.map { name in
      ShownSetting(name: name, value: name.text(in: settings), usual: name.text(in: Settings()))
    }
  }

  static let columns: [StudyColumn<[ShownSetting]>] = [
    .text("setting", "its name", .essential) { rows in { .text(rows[$0].name.rawValue) } },
    .text("value", "its value", .essential) { rows in { .text(rows[$0].value) } },
    .text("default", "its value where nobody set it") { rows in { .text(rows[$0].usual) } },
    .text("meaning", "what it does", .long) { rows in { .text(rows[$0].name.summary) } },
  ]
}

/// Every setting with its value and meaning.
package func settingsTable(_ settings: Settings) throws -> Table {
  let columns = ShownColumns(ShownSetting.columns)
  return Table("settings", columns.columns, rows: try columns.rows(ShownSetting.all(settings)))
}
