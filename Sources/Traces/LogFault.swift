/// What is wrong at one place of a log.
package struct LogFault: Error, Equatable, Sendable {
  package var file: String
  /// From 1.
  package var line: Int
  /// In bytes of UTF-8, from 1. A byte-order mark does not count.
  package var column: Int
  /// The offending text as it stands in the file, shortened; control characters are for the caller to show.
  package var seen: String
  package var expected: String

  package init(file: String, line: Int, column: Int, seen: String, expected: String) {
    self.file = file
    self.line = line
    self.column = column
    self.seen = seen
    self.expected = expected
  }
}

/// Why a log was not loaded. What goes wrong with the file itself is a `FileFault`.
package enum TraceFault: Error, Equatable {
  /// The first ten problems in file order, and how many there are.
  case problems([LogFault], total: Int)
  /// More records of one kind than 32-bit positions can number.
  case tooManyRecords(file: String)
  case outOfMemory(file: String)
}

/// Something wrong inside one line, before it is known which line of which file it is.
struct RecordFault: Error {
  var place: RecordPlace
  var expected: String
  /// What to show instead of the text that stands at `place`.
  var seen: String?

  init(_ place: RecordPlace, _ expected: String, seen: String? = nil) {
    self.place = place
    self.expected = expected
    self.seen = seen
  }
}

/// Where inside a record.
enum RecordPlace {
  case record
  case field(Field)
  /// The second occurrence of a field.
  case repeated(Field)
  /// An element of an array field.
  case element(Field, Int)
  /// A key or a value of an object field.
  case key(Field, Int)
  case value(Field, Int)
}

/// The phrases for what was expected, in one place.
enum Expected {
  static let json = "a JSON value"
  static let object = "a JSON object, one per line"
  static let text = "a string"
  static let id = "an id that is not empty"
  static let integer = "a whole number"
  static let smallInteger = "a whole number of at most 32 bits"
  static let finite = "a finite number"
  /// Far from where differences and sums of scores could leave the range of doubles.
  static let largest = 1e100
  static let bounded = "a number from -1e100 to 1e100"
  static let range = "a range [low, high]"
  static let vector = "a vector: an array of finite numbers"
  static let finiteFloat = "a finite number of at most 32 bits"
  static let texts = "an array of strings"
  static let propensity = "a number from 0 to 1, or an object of such numbers by item"
  static let chance = "a number from 0 to 1"
  static let possible = "a number above 0: an item that is held out was held out with some probability"
  static let relevance = "an object of finite numbers by item"
  static let notInContext = "no item that stands in \"items\" too"
  static let scores = "an object of scores by proposal id"
  static let parts = "at least two different ids"
  static let count = "a whole number from 0 to 2147483647"
  static let target = "either \"id\", a proposal, or \"item\""
  static let type = "\"add\", \"modify\" or \"delete\""
  static let firstRecord = "a header only as the first record"
  static let once = "each field at most once"
  static let format = "\"maa-trace\""
  static let version = "version 1"
  static let newBatch = "a batch number that is new in this file"
  static let newItem = "an item id that is new in this file"
  static let newProposal = "a proposal id that is new in this file"
  static let newCall = "a call number that is new in its batch"
  static let newKey = "each proposal at most once in a call"
  static let newLabel = "at most one label for a proposal"
  static let knownBatch = "a batch that is announced earlier in the file"
  static let knownEpoch = "the epoch of a batch that is announced earlier in the file"
  static let knownProposal = "a proposal that stands earlier in the file"
  static let knownItem = "the id of an item, or of an added proposal, that stands earlier in the file"
  static let place = "\"head\", \"tail\" or \"after:\" and the id of an earlier item"
  static let log = "records of a maa-trace log, such as {\"kind\":\"batch\",\"batch\":1}"

  static func field(_ field: Field) -> String { "a field \"\(field.name)\"" }
  static func within(_ range: ClosedRange<Double>) -> String {
    "a number from \(range.lowerBound) to \(range.upperBound), the range that the header declares"
  }
  static func dimension(_ count: Int) -> String { "\(count) numbers, as in the first vector" }
}
