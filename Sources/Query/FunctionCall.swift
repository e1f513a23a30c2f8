import CSQLite
import SQLite

/// A call of a function of ours by SQLite. Good for as long as the call lasts.
struct FunctionCall {
  let api: MaaSQLite
  let context: OpaquePointer
  /// In bounds: SQLite says how many there are, and each is a value.
  let arguments: UnsafeBufferPointer<OpaquePointer?>

  func isNull(_ index: Int) -> Bool { api.valueType(arguments[index]) == SQLITE_NULL }
  func isBlob(_ index: Int) -> Bool { api.valueType(arguments[index]) == SQLITE_BLOB }
  var hasNull: Bool { arguments.indices.contains(where: isNull) }

  /// As SQLite reads a number out of whatever there is.
  func integer(_ index: Int) -> Int { Int(api.valueInteger(arguments[index])) }

  /// Of its text, or of its bytes.
  func length(_ index: Int) -> Int { isBlob(index) ? bytes(index).count : text(index).count }

  /// Safe: the bytes are SQLite's and stay where they are during the call; asking for the number of bytes comes second,
  /// because asking for a text may change it.
  func text(_ index: Int) -> UnsafeRawBufferPointer {
    let start = api.valueText(arguments[index])
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(api.valueBytes(arguments[index])))
  }

  func bytes(_ index: Int) -> UnsafeRawBufferPointer {
    let start = api.valueBlob(arguments[index])
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(api.valueBytes(arguments[index])))
  }
}

extension FunctionCall {
  func giveNull() { api.resultNull(context) }
  func give(_ integer: Int) { api.resultInteger(context, Int64(integer)) }
  func failAsTooBig() { api.resultTooBig(context) }

  func fail(message: String) { api.resultError(context, message, -1) }

  /// As when SQLite itself is stopped.
  func failAsStopped() {
    api.resultError(context, "interrupted", -1)
    api.resultErrorCode(context, SQLITE_INTERRUPT)
  }

  func fail(_ fault: DatabaseFault) {
    api.resultError(context, fault.message, -1)
    api.resultErrorCode(context, fault.code)
  }
}

/// A function of SQL as SQLite knows it: it belongs to a connection, which lets go of it when it is closed.
final class SQLFunction {
  typealias Body = (FunctionCall) -> Void
  private let api: MaaSQLite
  private let body: Body

  private init(_ api: MaaSQLite, _ body: @escaping Body) { (self.api, self.body) = (api, body) }

  /// Stands in for a function of SQLite's own that takes so many arguments, or -1 for any number.
  static func define(_ name: String, arguments: Int32, on database: Database, _ body: @escaping Body) {
    let function = Unmanaged.passRetained(SQLFunction(database.api, body)).toOpaque()
    // Where it fails, SQLite lets go of the function, too, and its own stays.
    _ = database.api.createFunction(
      database.connection, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, function,
      { context, count, values in
        guard let context, let api = maa_sqlite()?.pointee, let own = api.userData(context) else { return }
        let function = Unmanaged<SQLFunction>.fromOpaque(own).takeUnretainedValue()
        let arguments = UnsafeBufferPointer(start: values, count: Int(count))
        function.body(FunctionCall(api: api, context: context, arguments: arguments))
      }, nil, nil,
      { own in
        if let own { Unmanaged<SQLFunction>.fromOpaque(own).release() }
      })
  }
}
