import Importing
import JSON

/// How the averages moved, of the last run that a history tells of: runs append to one file.
struct ShapleyHistory {
  private(set) var lines: [ShapleyLine] = []

  init(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var all: [ShapleyLine] = []
    try source.records(file, request, &draft) { _, line, _ in all.append(try ShapleyLine(line)) }
    let begin = all.indices.last { $0 > 0 && all[$0].isBefore(all[$0 - 1]) } ?? 0
    draft.account.leftOut(
      "a line of the history of an earlier run, of which only averages are left", count: begin, at: file.name)
    lines = Array(all[begin...])
    // A run that came to its end writes its last line twice.
    if lines.count > 1, lines[lines.count - 1] == lines[lines.count - 2] { lines.removeLast() }
  }
}

/// The averages after one evaluation.
struct ShapleyLine: Equatable {
  let set: Int
  let calls: Int
  let values: [String: Double]

  init(_ line: JSONValue) throws {
    set = line.first("subset", "sample")?.whole ?? 0
    calls = line["v_calls"]?.whole ?? 0
    let averages = try line.member(line["rankings"] == nil ? "psi" : "rankings")
    guard let members = averages.members else { throw averages.mismatch(expected: "an object of averages") }
    values = Dictionary(
      members.map { ($0.name, $0.value.number ?? 0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Counts only go up while a run lasts.
  func isBefore(_ last: ShapleyLine) -> Bool { set < last.set || calls < last.calls }
}
