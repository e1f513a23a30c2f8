import Answers
import Phrasing

extension PartFault: Phrased {
  package var complaint: Complaint { Wording.complaint(of: self) }
}

extension Wording {
  static func complaint(of fault: PartFault) -> Complaint {
    switch fault {
    case .notARecord(let line, let seen):
      Complaint.usage(
        "line \(line) is no record of a part of the work: \(named(seen))",
        hint: "records are what `maa stage` writes; docs/scale.md lists them")
    case .badField(let line, let record, let field, let expected):
      Complaint.usage("line \(line): \(record) needs \(expected) as \"\(field)\"")
    case .otherVersion(let line, let seen, let own):
      Complaint(
        message: "line \(line) was written by version \(seen) of this work; this program has version \(own)",
        hint: "run all steps with one program", exitCode: ExitCode.otherResult)
    case .unexpected(let line, let record, let step):
      Complaint.usage("line \(line): `stage \(step)` takes no record of kind \(record)")
    case .noVectors:
      Complaint(
        message: "wordings have no vectors, or vectors of two lengths",
        hint: "run `stage embed` on all of them")
    case .contradiction(let text): Complaint(message: text)
    case .statementOfTheWhole(let verb, let line):
      Complaint.usage(
        "statement in line \(line): `\(verb)` needs the whole log at hand, so it cannot be done in parts",
        hint: "save the session after it: what is recorded names wordings by `same` and `different`")
    case .noLog(let session): Complaint.usage("\(session) loads no log")
    case .logNumber(let number, let count):
      Complaint.usage("there is no log \(number): the session loads \(count), from 0")
    case .missingFile(let option, let step): Complaint.usage("`stage \(step)` needs \(option) FILE")
    case .nameTaken(let name):
      Complaint(message: "a proposal would be called \(name), which is the id of another one")
    }
  }
}
