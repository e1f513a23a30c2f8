import Files
import JSON
import Language
import Traces

/// Values for parameters, a row for each run: what `--params FILE` holds.
package struct ParameterRows {
  package let rows: [[(name: String, value: String)]]

  package init(_ path: String) throws {
    let bytes = try readWhole(path)
    switch bytes.first(where: { $0 > 32 }) {
    case nil: throw FileFault.empty(path: path)
    case UInt8(ascii: "{"), UInt8(ascii: "["): rows = try ParameterRows.json(bytes, path)
    default: rows = try ParameterRows.delimited(bytes, path)
    }
    guard !rows.isEmpty else { throw PlanFault.noRows(path: path) }
  }

  /// One object is one run, a list of objects as many as there are.
  private static func json(_ bytes: [UInt8], _ path: String) throws -> [[(name: String, value: String)]] {
    guard let document = JSONDocument(bytes) else {
      throw PlanFault.badRows(
        path: path, place: "", seen: "what is no JSON", expected: "an object, or a list of them")
    }
    let objects = document.root.elements ?? [document.root]
    return try objects.map { object in
      guard let members = object.members else {
        throw PlanFault.badRows(path: path, place: object.path, seen: object.kind, expected: "an object")
      }
      return try members.map { ($0.name, try text(of: $0.value, path)) }
    }
  }

  private static func text(of value: JSONValue, _ path: String) throws -> String {
    if let text = value.text { return text }
    if let whole = value.whole { return "\(whole)" }
    if let number = value.number { return shortNumber(number) }
    if let flag = value.flag { return flag ? "true" : "false" }
    throw PlanFault.badRows(
      path: path, place: value.path, seen: value.kind, expected: "a text, a number, true or false")
  }

  private static func delimited(_ bytes: [UInt8], _ path: String) throws -> [[(name: String, value: String)]]
  {
    let records = try delimitedRecords(bytes, path: path)
    guard let header = records.first?.fields else { return [] }
    return try records.dropFirst().map { record in
      guard record.fields.count == header.count else {
        throw PlanFault.badRows(
          path: path, place: "line \(record.line)", seen: counted(record.fields.count, "field"),
          expected: "\(header.count) as in the first line")
      }
      return Array(zip(header, record.fields)).map { ($0, $1) }
    }
  }
}
