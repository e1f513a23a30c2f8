import Basics
import Identity
import TraceLogs

/// How people call things in statements: units by number, operations by fingerprint or by the log's own id.
extension Analysis {
  /// Resolves `U12`, `w:1f3a90c2` or a proposal's id to an operation.
  package func operation(named text: String) throws -> Int {
    // A log may call a proposal `U2`: its ids come into play where nothing else is meant.
    do {
      if let unit = try unit(numbered: text) { return Int(try units().founder[unit]) }
      if let name = OperationName(text) { return try operation(called: name) }
    } catch AnalysisFault.unknownOperation { return try operation(proposedAs: text) }
    return try operation(proposedAs: text)
  }

  /// Byte by byte: ids that look alike are different ids.
  private func operation(proposedAs id: String) throws -> Int {
    let log = try trace()
    guard
      let proposal = (0..<log.proposals.count).first(where: {
        log.proposals.id[$0].utf8.elementsEqual(id.utf8)
      })
    else {
      throw AnalysisFault.unknownOperation(id)
    }
    return Int(try operations().ofProposal[proposal])
  }

  /// Resolves the same texts to the unit that holds the operation.
  package func unit(named text: String) throws -> Int {
    Int(try units().unitOf[try operation(named: text)])
  }

  package func name(of operation: Int) throws -> OperationName { try operations().name(of: operation) }

  package func content(of operation: Int) throws -> String {
    try trace().proposals.content[Int(try operations().firstProposal[operation])]
  }

  private func operation(called name: OperationName) throws -> Int {
    let matches = try operations().matches(name)
    guard let match = matches.first else { throw AnalysisFault.unknownOperation(name.description) }
    guard matches.count == 1 else {
      let names = try matches.prefix(5).map { try self.name(of: $0).description }
      throw AnalysisFault.ambiguousOperation(name.description, matches: names)
    }
    return match
  }

  private func unit(numbered text: String) throws -> Int? {
    guard let first = text.first, first == "U" || first == "u", let number = Int(text.dropFirst()) else {
      return nil
    }
    guard number >= 1, number <= (try units().unitCount) else {
      throw AnalysisFault.unknownOperation(text)
    }
    return number - 1
  }
}

/// `U1` for unit 0.
package func unitName(_ unit: some BinaryInteger) -> String { "U\(unit + 1)" }
