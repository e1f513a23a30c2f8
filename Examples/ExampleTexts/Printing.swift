/// With two decimals, without Foundation.
public func decimals(_ number: Double?) -> String {
  guard let number else { return "-" }
  let hundredths = Int((abs(number) * 100).rounded())
  let sign = number < 0 && hundredths > 0 ? "-" : ""
  return "\(sign)\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

/// Rows under each other; all columns but the last are as wide as their widest cell.
public func printTable(_ rows: [[String]]) {
  let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  for row in rows {
    let cells = zip(row, widths).dropLast().map { cell, width in
      cell + String(repeating: " ", count: width - cell.count)
    }
    print((cells + row.suffix(1)).joined(separator: "  "))
  }
}
