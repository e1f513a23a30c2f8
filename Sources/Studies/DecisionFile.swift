import Files
import Identity
import JSON
import Language
import TraceLogs
import Traces

/// An operation as a file of decisions describes it, for logs that do not hold it.
package struct DecidedText: Sendable, Equatable {
  package let type: String
  package let anchor: String
  package let content: String

  package init(type: String, anchor: String, content: String) {
    (self.type, self.anchor, self.content) = (type, anchor, content)
  }
}

/// Decisions on disk: a CSV or JSON table with the columns `ruling`, `first`, `second` and, where they are there,
/// `because`, each side's `type`, `anchor` and `content`, and `audit`.
package struct DecisionFile {
  package struct Record {
    /// File and record, for messages.
    package let place: String
    package let decision: Decision
    package var texts: [OperationName: DecidedText] = [:]
  }

  package let records: [Record]
  package let sha256: String

  package static let columns = [
    "ruling", "first", "second", "because", "first_type", "first_anchor", "first_content", "second_type",
    "second_anchor", "second_content", "audit",
  ]

  /// Throws a fault that says where what was wrong.
  package init(_ path: String) throws {
    let bytes = try readWhole(path)
    sha256 = Digest.sha256(of: bytes)
    let rows: [Row]
    switch bytes.first(where: { $0 > 32 }) {
    case nil: throw FileFault.empty(path: path)
    case UInt8(ascii: "{"), UInt8(ascii: "["): rows = try DecisionFile.json(bytes, path)
    default: rows = try DecisionFile.delimited(bytes, path)
    }
    records = try rows.map { try $0.record() }
  }

  /// Named fields of one record; those without a value are left out.
  private struct Row {
    let place: String
    var fields: [String: String] = [:]

    init(place: String, columns: [String], values: [String?]) {
      self.place = place
      for (column, value) in zip(columns, values) { fields[column] = value }
    }

    func record() throws -> Record {
      let ruling: Decision.Ruling = try field("ruling", "same or different") { Decision.Ruling(rawValue: $0) }
      let first = try name("first")
      let second = try name("second")
      let reason = fields["because"].flatMap { $0.isEmpty ? nil : $0 }
      let audit = try fields["audit"].flatMap { $0.isEmpty ? nil : $0 }.map { _ in
        try field("audit", "a share such as near:12/3187") { AuditShare($0) }
      }
      let decision = Decision(ruling, first, second, reason: reason, audit: audit)
      var record = Record(place: place, decision: decision)
      record.texts[first] = text("first")
      record.texts[second] = text("second")
      return record
    }

    private func name(_ column: String) throws -> OperationName {
      try field(column, "a fingerprint such as w:1f3a90c2 as \(column)") { OperationName($0) }
    }

    private func field<Value>(_ column: String, _ expected: String, _ read: (String) -> Value?) throws
      -> Value
    {
      let seen = fields[column] ?? ""
      guard let value = read(seen) else {
        throw StudyFault.notDecisions(
          place: place, seen: seen.isEmpty ? "nothing" : seen, expected: expected)
      }
      return value
    }

    private func text(_ side: String) -> DecidedText? {
      guard let type = fields["\(side)_type"], !type.isEmpty, let anchor = fields["\(side)_anchor"],
        let content = fields["\(side)_content"]
      else { return nil }
      return DecidedText(type: type, anchor: anchor, content: content)
    }
  }

  private static func delimited(_ bytes: [UInt8], _ path: String) throws -> [Row] {
    let records = try delimitedRecords(bytes, path: path)
    guard let header = records.first else { return [] }
    try check(header.fields, "\(path):\(header.line)")
    return try records.dropFirst().map { record in
      let place = "\(path):\(record.line)"
      guard record.fields.count == header.fields.count else {
        throw StudyFault.notDecisions(
          place: place, seen: counted(record.fields.count, "field"),
          expected: "\(header.fields.count) fields as in the first line")
      }
      return Row(place: place, columns: header.fields, values: record.fields)
    }
  }

  /// A table as `export` writes it, with `columns` and `rows`, or a list of objects.
  private static func json(_ bytes: [UInt8], _ path: String) throws -> [Row] {
    guard let document = JSONDocument(bytes) else {
      throw StudyFault.notDecisions(place: path, seen: "what is no JSON", expected: "a JSON text")
    }
    if let objects = document.root.elements {
      return try objects.enumerated().map { index, object in
        let place = "\(path), record \(index + 1)"
        let row = Row(place: place, columns: columns, values: columns.map { object[$0]?.text })
        try check(Array(row.fields.keys), place)
        return row
      }
    }
    let names = (document.root["columns"]?.elements ?? []).map { $0.text ?? "" }
    try check(names, path)
    return (document.root["rows"]?.elements ?? []).enumerated().map { index, row in
      let values = (row.elements ?? []).map(\.text)
      return Row(place: "\(path), row \(index + 1)", columns: names, values: values)
    }
  }

  private static func check(_ names: [String], _ place: String) throws {
    guard let missing = columns.prefix(3).first(where: { !names.contains($0) }) else { return }
    throw StudyFault.notDecisions(
      place: place, seen: names.isEmpty ? "no columns" : "no column \(missing)",
      expected: "the columns ruling, first and second")
  }
}
