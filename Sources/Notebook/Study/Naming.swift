import Accumulation

/// How people call things in statements: units by number, operations by fingerprint or by the log's own id.
extension Analysis {
  /// Resolves `U12`, `op:1f3a90c2` or a proposal's id to an operation.
  package func operation(named text: String) throws -> Int {
    // A log may call a proposal `U2`: its ids come into play where nothing else is meant.
    do {
      if let unit = try unit(numbered: text) { return Int(try partition().founder[unit]) }
      if let name = OperationName(text) { return try operation(called: name) }
    } catch StatementFault.unknownOperation { return try operation(proposedAs: text) }
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
      throw StatementFault.unknownOperation(id)
    }
    return Int(try operations().ofProposal[proposal])
  }

  /// Resolves the same texts to the unit that holds the operation.
  package func unit(named text: String) throws -> Int {
    Int(try partition().unitOf[try operation(named: text)])
  }

  package func name(of operation: Int) throws -> OperationName { try operations().name(of: operation) }

  package func content(of operation: Int) throws -> String {
    try trace().proposals.content[Int(try operations().firstProposal[operation])]
  }

  private func operation(called name: OperationName) throws -> Int {
    let matches = try operations().matches(name)
    guard let match = matches.first else { throw StatementFault.unknownOperation(name.description) }
    guard matches.count == 1 else {
      let names = try matches.prefix(5).map { try self.name(of: $0).description }
      throw StatementFault.ambiguousOperation(name.description, matches: names)
    }
    return match
  }

  private func unit(numbered text: String) throws -> Int? {
    guard let first = text.first, first == "U" || first == "u", let number = Int(text.dropFirst()) else {
      return nil
    }
    guard number >= 1, number <= (try partition().unitCount) else {
      throw StatementFault.unknownOperation(text)
    }
    return number - 1
  }
}

/// `U1` for unit 0.
package func unitName(_ unit: some BinaryInteger) -> String { "U\(unit + 1)" }

extension Turn {
  /// The same, nil with a warning where a fingerprint is of another log: a replay goes on without it.
  mutating func presentUnit(word index: Int, of call: inout Call) throws -> Int? {
    if let name = OperationName(call.words[index]), try analysis.operations().matches(name).isEmpty {
      warnings.append("no operation of this log is \(name)")
      return nil
    }
    return try unit(word: index, of: &call)
  }

  /// The units that the words of `call` from `first` on name, each once.
  mutating func presentUnits(of call: Call, from first: Int) throws -> [Int] {
    var (call, units): (Call, [Int]) = (call, [])
    for index in call.words.indices.dropFirst(first) {
      guard let unit = try presentUnit(word: index, of: &call), !units.contains(unit) else { continue }
      units.append(unit)
    }
    return units
  }

  /// Resolves a word to a unit, and records the word as the fingerprint that names the same on every log.
  mutating func unit(word index: Int, of call: inout Call) throws -> Int {
    let analysis = self.analysis
    let operation = try analysis.operation(named: call.words[index])
    call.record(word: index, as: try analysis.name(of: operation).description)
    recorded = call.canonical
    return Int(try analysis.partition().unitOf[operation])
  }

  /// The same for an operation.
  mutating func presentOperation(word index: Int, of call: inout Call) throws -> Int? {
    let analysis = self.analysis
    if let name = OperationName(call.words[index]), try analysis.operations().matches(name).isEmpty {
      warnings.append("no operation of this log is \(name)")
      return nil
    }
    let operation = try analysis.operation(named: call.words[index])
    call.record(word: index, as: try analysis.name(of: operation).description)
    recorded = call.canonical
    return operation
  }
}
