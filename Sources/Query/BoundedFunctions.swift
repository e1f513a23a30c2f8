import CSQLite
import SQLite

/// SQLite can be stopped between instructions, not within a function. Most functions take time in proportion to what
/// they are given, which is bounded; these take time in proportion to the product of two lengths, or to a number. They
/// are refused where that would be seconds, as values that are too long are; else SQLite's own do the work.
enum BoundedFunctions {
  /// Products of lengths from which on a call takes about half a second.
  private static let mostSearched = 20_000_000_000
  private static let mostTrimmed = 200_000_000

  static func define(on database: Database, builtIn: BuiltInFunctions) {
    SQLFunction.define("instr", arguments: 2, on: database, instr)
    builtIn.bound("replace", arguments: 3, on: database) { $0.length(0) * $0.length(1) <= mostSearched }
    for name in ["trim", "ltrim", "rtrim"] {
      builtIn.bound(name, arguments: 2, on: database) { $0.length(0) * $0.length(1) <= mostTrimmed }
    }
    // A patch is compared with itself, too: a label may stand in it twice.
    builtIn.bound("json_patch", arguments: 2, on: database) {
      $0.length(1) * ($0.length(0) + $0.length(1)) <= mostSearched
    }
    for name in ["printf", "format"] {
      builtIn.bound(name, arguments: -1, on: database) { $0.repeatedCharacters <= builtIn.longestValue }
    }
  }

  /// Where the second text stands in the first, from 1, or 0. The C library's search takes time in proportion to the sum
  /// of both, SQLite's to their product.
  private static func instr(_ call: FunctionCall) {
    if call.hasNull { return call.giveNull() }
    let areBytes = call.isBlob(0) && call.isBlob(1)
    let (whole, part) = areBytes ? (call.bytes(0), call.bytes(1)) : (call.text(0), call.text(1))
    guard !part.isEmpty else { return call.give(1) }
    // Safe: both lie in their bounds, and what is found lies in the first.
    guard let start = whole.baseAddress,
      let found = maa_find(start, whole.count, part.baseAddress, part.count)
    else { return call.give(0) }
    let before = whole[..<(found - start)]
    call.give(1 + (areBytes ? before.count : before.count { $0 & 0xc0 != 0x80 }))
  }
}

/// SQLite's own functions, for those of ours that stand in for them: on a connection of their own, where they still go
/// by their names.
final class BuiltInFunctions {
  private let database: Database
  private var statements: [String: PreparedStatement] = [:]

  init() throws { database = try Database() }

  /// Bytes of a text; as for the connection that queries run on.
  var longestValue = 0 {
    didSet { _ = database.api.limit(database.connection, SQLITE_LIMIT_LENGTH, Int32(clamping: longestValue)) }
  }

  /// A function that does what it always did where `isBounded` allows it.
  func bound(
    _ name: String, arguments: Int32, on other: Database, _ isBounded: @escaping (FunctionCall) -> Bool
  ) {
    SQLFunction.define(name, arguments: arguments, on: other) { [self] call in
      guard call.arguments.isEmpty || call.isNull(0) || isBounded(call) else { return call.failAsTooBig() }
      do { try run(name, call) } catch let fault as DatabaseFault { call.fail(fault) } catch {
        call.giveNull()
      }
    }
  }

  private func run(_ name: String, _ call: FunctionCall) throws {
    let statement = try statement(name, call.arguments.count)
    defer { statement.reset() }
    try statement.bind(call.arguments)
    if try statement.next() { statement.give(to: call.context) }
    // What it gives is JSON, not a text that looks so.
    if name == "json_patch" { call.api.resultSubtype(call.context, UInt32(UInt8(ascii: "J"))) }
  }

  private func statement(_ name: String, _ count: Int) throws -> PreparedStatement {
    let places = (0..<count).map { "?\($0 + 1)" }.joined(separator: ", ")
    let sql = "SELECT \(name)(\(places))"
    if let known = statements[sql] { return known }
    let made = try PreparedStatement(sql, on: database)
    statements[sql] = made
    return made
  }
}
