import SQLite

/// Why a query gives no answer. Data only; offsets count the bytes of the query.
package enum QueryFault: Error, Equatable {
  case noText
  case tooLong(bytes: Int, most: Int)
  case holdsNUL(offset: Int)
  case syntax(String, offset: Int?)
  case unknownColumn(String, tables: [String], offset: Int?)
  case unknownTable(String, offset: Int?)
  case unknownFunction(String, offset: Int?)
  case severalStatements(offset: Int)
  /// It does something else than read.
  case refused(QueryRefusal)
  /// A parameter that is not written `$name`.
  case foreignParameter(String)
  case tooMuchMemory
  case resultTooLarge(rows: Int)
  case failed(String)
  case noLibrary
}

/// What a query is not let do.
package enum QueryRefusal: Error, Equatable {
  /// `action` in SQL's words, such as `INSERT`.
  case change(action: String)
  case table(String)
  case function(String)
  /// The same study gives the same answer: there is no clock.
  case clock
  /// Nor chance.
  case chance(function: String)
}

extension QueryFault {
  /// What SQLite says in words, as data. `tables` are the tables that the query reads.
  init(_ fault: DatabaseFault, tables: [String]) {
    func rest(_ prefix: String) -> String? {
      fault.message.hasPrefix(prefix) ? String(fault.message.dropFirst(prefix.count)) : nil
    }
    if let name = rest("no such column: ") {
      self = .unknownColumn(name, tables: tables, offset: fault.offset)
    } else if let name = rest("no such table: ") {
      self = .unknownTable(name, offset: fault.offset)
    } else if let name = rest("no such function: ") {
      self = .unknownFunction(name, offset: fault.offset)
    } else if fault.code == 7 || fault.message == "out of memory" {
      self = .tooMuchMemory
    } else if fault.code == 1, fault.offset != nil {
      self = .syntax(fault.message, offset: fault.offset)
    } else {
      self = .failed(fault.message)
    }
  }

  /// The byte of the query that it speaks of.
  package var offset: Int? {
    switch self {
    case .syntax(_, let offset), .unknownColumn(_, _, let offset), .unknownTable(_, let offset),
      .unknownFunction(_, let offset):
      offset
    case .holdsNUL(let offset), .severalStatements(let offset): offset
    default: nil
    }
  }

  /// The same about another text.
  package func moved(_ place: (Int) -> Int?) -> QueryFault {
    switch self {
    case .syntax(let message, let offset): .syntax(message, offset: offset.flatMap(place))
    case .unknownColumn(let name, let tables, let offset):
      .unknownColumn(name, tables: tables, offset: offset.flatMap(place))
    case .unknownTable(let name, let offset): .unknownTable(name, offset: offset.flatMap(place))
    case .unknownFunction(let name, let offset): .unknownFunction(name, offset: offset.flatMap(place))
    case .severalStatements(let offset): .severalStatements(offset: place(offset) ?? 0)
    case .holdsNUL(let offset): .holdsNUL(offset: place(offset) ?? 0)
    default: self
    }
  }
}
