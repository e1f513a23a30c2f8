/// Why work in parts cannot go on. Words: `Wording+Parts.swift`.
package enum PartFault: Error, Equatable {
  /// A line that is no record of this work.
  case notARecord(line: Int, seen: String)
  /// A field of a record that is not there, or not what it should be.
  case badField(line: Int, record: String, field: String, expected: String)
  /// Written by another version of the program, whose results may differ.
  case otherVersion(line: Int, seen: String, own: String)
  /// A kind of record that this step does not take.
  case unexpected(line: Int, record: String, step: String)
  /// Wordings without vectors, or with vectors of two lengths.
  case noVectors
  /// Two records that contradict each other, such as one wording in two units.
  case contradiction(String)
  /// A statement that only one process can carry out, because it looks at the whole log.
  case statementOfTheWhole(verb: String, line: Int)
  case noLog(session: String)
  case logNumber(Int, of: Int)
  /// Steps that need one, such as the records of all logs.
  case missingFile(option: String, step: String)
  /// What a renamed proposal would be called is the id of another one.
  case nameTaken(String)
}
