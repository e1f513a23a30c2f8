import Answers
import Identity
import Language
import Phrasing

extension ScriptFault: Phrased {
  package var complaint: Complaint {
    var complaint = Wording.complaint(fault)
    complaint.message = "\(file):\(line): \(complaint.message)"
    if fault is LanguageFault { complaint.exitCode = ExitCode.usage }
    return complaint
  }
}

extension SessionFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .noSuchRow(let row, let rows):
      Complaint(message: "the last merges table has \(rows) rows, not \(row)")
    case .noMergesShown:
      Complaint(message: "no merges were shown yet", hint: "merges lists candidates by row")
    case .expectation(let measure, let seen, let comparison, let expected):
      SessionFault.unmet(measure, seen, comparison, expected)
    case .noAnswer(let line):
      Complaint(
        message: "\(Wording.named(line)) is no answer",
        hint:
          "same, different, skip, unsure, why, undo, note TEXT, refresh, help, quit, or s d k u w z n r ? q")
    case .nobodyAnswers:
      Complaint(
        message: "a review needs answers, and standard input holds none",
        hint: "maa -c 'load LOG; review' < ANSWERS takes a line for each: same, different, skip, unsure")
    case .reviewInterrupted(let answers):
      Complaint(
        message:
          "interrupted; \(counted(answers, "answer")) \(answers == 1 ? "stays" : "stay"), no more was taken",
        exitCode: ExitCode.interrupted)
    case .nothingToUndo: Complaint(message: "there is nothing to undo")
    case .nothingToRedo: Complaint(message: "there is nothing to redo")
    case .foldFailed(let number, let statement, let inner):
      Complaint(
        message: "statement \(number) would fail: \(inner.message)",
        details: [shortenedStatement(statement)] + inner.details,
        hint: ["nothing was changed", inner.hint].compactMap { $0 }.joined(separator: "; "),
        exitCode: inner.exitCode)
    case .notInASession(let verb): .usage("\(verb) works on a session and cannot be part of one")
    case .inputChanged(let path, let recorded, let found):
      Complaint(
        message: "\(path) is not the file that was recorded",
        details: ["recorded sha256 \(recorded)", "found    sha256 \(found)"],
        hint: "--allow-changed-inputs on the command line takes it all the same",
        exitCode: ExitCode.otherInput)
    case .fileExists(let path):
      Complaint(
        message: "\(path) exists and is not the session opened here",
        hint: "save \(Quoting.quoted(path)) --force")
    case .fileChanged(let path):
      Complaint(
        message: "\(path) changed since it was opened here",
        hint: "save under another name, or save \(Quoting.quoted(path)) --force")
    case .standardInputIsTaken:
      Complaint(
        message: "standard input holds the statements", hint: "load a file, or put the statements into one")
    case .notASession(let path):
      .usage("\(path) does not begin with `maa 1`", hint: "a session script's first line is: maa 1")
    case .newerSession(let path, let version):
      Complaint(
        message: "\(path) is written for maa \(version); this one reads maa 1",
        hint: "a newer maa reads it", exitCode: ExitCode.otherLanguage)
    case .invalidUTF8(let path): .usage("\(path) is not valid UTF-8")
    case .nothingDrawn(let path, let why):
      Complaint(
        message: "there is nothing to draw, so \(path) was not written", details: Array(why.prefix(3)))
    case .rowIsNoPair(let row, let ruling, let first, let second):
      Complaint(
        message: "row \(row) is a suspect: both wordings are in one unit already",
        details: [
          "same \(row)       \(first) and \(second) are one, as they stand; nobody is asked again",
          "different \(row)  they are two, and part",
        ], hint: "it would mean \(ruling.rawValue) \(row); say which is meant")
    case .staleNumber(let number, let unit, let wasMerged):
      Complaint(
        message: "\(number) is \(wasMerged ? "part of " : "")\(unit) now",
        hint:
          "numbers moved since units were last shown; \(wasMerged ? "unit \(unit) shows it" : "write \(unit)")"
      )
    case .notOfUnit(let operation, let unit):
      Complaint(message: "\(operation) is not in \(unit)", hint: "unit \(unit) lists its members")
    case .nobodyStays(let unit, let members):
      members == 1
        ? Complaint(message: "\(unit) has this member only")
        : Complaint(
          message: "\(unit) would have no member left", hint: "--apart makes a unit of each of them")
    case .decisionRefused(let place, let contradiction): SessionFault.refused(place, contradiction)
    }
  }

  private static func refused(_ place: String, _ contradiction: Contradiction) -> Complaint {
    var complaint = contradiction.complaint
    complaint.message = "\(place): \(complaint.message)"
    complaint.hint = ["nothing was imported", complaint.hint].compactMap { $0 }.joined(separator: "; ")
    return complaint
  }

  private static func unmet(
    _ measure: String, _ seen: String, _ comparison: String, _ expected: String
  ) -> Complaint {
    let distance = Double(seen).flatMap { seen in Double(expected).map { abs(seen - $0) } } ?? 1
    return Complaint(
      message: "expected \(measure) \(comparison) \(expected), found \(seen)",
      hint: distance < 0.01 ? "--within 0.01 leaves room for rounding" : nil)
  }
}
