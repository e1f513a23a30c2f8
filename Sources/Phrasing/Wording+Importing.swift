import Answers
import Importing
import JSON

extension ImportFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .noFormat, .severalFormats, .unknownFormat, .unknownFlag, .badFlag: formatComplaint
    case .notJSON(let file, let line, let column, let flaw):
      Complaint(message: "\(file):\(line):\(column): not JSON\(ImportFault.words(flaw))")
    case .repeatedKey(let file, let line, let place):
      Complaint(
        message: "\(ImportFault.at(file, line)): \(place) stands twice",
        hint: "which of the two counts, nobody can tell")
    case .invalidUTF8(let file, let line): Complaint(message: "\(file):\(line): not valid UTF-8")
    case .lineTooLong(let file, let line, let limit):
      Complaint(message: "\(file):\(line): a line of more than \(limit >> 20) MiB")
    case .tooLarge(let file, let size, let limit):
      Complaint(
        message:
          "\(file) (\(size >> 20) MiB) would take more than the \(limit >> 20) MiB that one text may take here"
      )
    case .unfit(let file, let place, let seen, let expected):
      Complaint(
        message: "\(file)\(place.isEmpty ? "" : ": \(place)"): saw \(seen), expected \(expected)")
    case .damagedDatabase(let file, let reason):
      Complaint(message: "\(file) cannot be read as a SQLite database: \(reason)")
    case .nothing(let path, let format, let why):
      Complaint(
        message:
          "\(Wording.shown(path)) holds nothing that \(format) makes records of\(why.map { ": \($0)" } ?? "")"
      )
    }
  }

  private var formatComplaint: Complaint {
    switch self {
    case .severalFormats(let path, let names):
      Complaint(
        message: "\(Wording.shown(path)) could be \(names.joined(separator: " or "))",
        hint: "--format \(names.first ?? "NAME") says which")
    case .unknownFormat(let name, let known):
      .usage("no format is called \(Wording.named(name)); there are \(known.joined(separator: ", "))")
    case .unknownFlag(let flag, let format, let known):
      .usage(
        known.isEmpty
          ? "the format \(format) does not know --\(flag), nor does another"
          : "the format \(format) does not know --\(flag); known by \(known.joined(separator: ", "))")
    case .badFlag(let flag, let seen, let expected):
      .usage("--\(flag) is \(Wording.named(seen)), expected \(expected)")
    case .noFormat(let path):
      Complaint(
        message: "no format fits \(Wording.shown(path))", hint: "formats lists them; --format NAME takes one")
    default: Complaint(message: "\(self)")
    }
  }

  private static func at(_ file: String, _ line: Int?) -> String { line.map { "\(file):\($0)" } ?? file }

  private static func words(_ flaw: JSONFlaw?) -> String {
    switch flaw {
    case .cutOff: "; it ends in the middle"
    case .number(let word, _): "; \(word) is no number there"
    case nil: ""
    }
  }
}
