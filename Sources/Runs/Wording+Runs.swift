import Answers
import Language
import Phrasing

extension CheckFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .nothingRecorded(let path):
      .usage("\(path) holds no recorded results", hint: "\(CheckFault.update(path)) records them")
    case .otherEngine(let path, let recorded, let found):
      Complaint(
        message: "\(path) was recorded by maa \(recorded), and this is maa \(found)",
        hint:
          "--allow-other-engine compares all the same; \(CheckFault.update(path)) records what is shown now",
        exitCode: ExitCode.otherEngine)
    case .otherEmbedder(let path, let recorded, let found):
      Complaint(
        message: "\(path) was recorded with \(recorded), and this embedder is \(found)",
        hint:
          "--allow-other-engine compares all the same; \(CheckFault.update(path)) records what is shown now",
        exitCode: ExitCode.otherEmbedder)
    case .otherResult(let path, let verb, let difference):
      Complaint(
        message: "\(verb) shows another result than recorded", details: difference,
        hint: "\(CheckFault.update(path)) records what is shown now", exitCode: ExitCode.otherResult)
    case .otherDigest(let path, let verb, let recorded, let found):
      Complaint(
        message: "\(verb) shows another result than recorded",
        details: ["recorded digest \(recorded)", "found    digest \(found)"],
        hint: "\(CheckFault.update(path)) records what is shown now; results as --outputs can be told apart",
        exitCode: ExitCode.otherResult)
    case .noRoomForResults(let path):
      .usage(
        "statements of \(path) share a line",
        hint: "maa fmt --write \(Quoting.quoted(path)) gives each its own")
    }
  }

  private static func update(_ path: String) -> String { "maa run --check --update \(Quoting.quoted(path))" }
}

extension LimitFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .statementTook(let seconds):
      Complaint(
        message: "the statement took longer than \(shortNumber(seconds)) s; nothing was changed",
        hint: "--statement-timeout gives it longer", exitCode: ExitCode.tookTooLong)
    case .runTook(let seconds):
      Complaint(
        message: "the run took longer than \(shortNumber(seconds)) s", hint: "--timeout gives it longer",
        exitCode: ExitCode.tookTooLong)
    case .held(let bytes, let most):
      Complaint(
        message: "the program holds \(bytes >> 20) MiB, more than the \(most >> 20) that it may",
        hint: "--max-memory gives it more, --jobs 1 shares it with nobody", exitCode: ExitCode.tooMuchMemory)
    }
  }
}

extension PlanFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .badSweep(let text):
      .usage(
        "--sweep wants NAME=VALUES, not \(Wording.named(text))", hint: "tau=0.5..0.9:0.05, or beta=0.8,0.9")
    case .emptySweep(let text):
      .usage("--sweep \(text) has no values", hint: "a range goes from the smaller number to the larger one")
    case .givenTwice(let name): .usage("\(name) is given twice, by --set, --params, --sweep or --over")
    case .noSuchParameter(let name, let script, let suggestion):
      .usage(
        "\(script) has no parameter \(name)\(suggestion.map { "; did you mean \($0)?" } ?? "")",
        hint: "param \(name) = VALUE makes one")
    case .wrongValue(let name, let seen, let expected):
      .usage("\(name) is \(expected), not \(Wording.named(seen))")
    case .noRows(let path): .usage("\(path) holds no values for parameters")
    case .badRows(let path, let place, let seen, let expected):
      .usage("\(path)\(place.isEmpty ? "" : ", \(place)"): expected \(expected), found \(seen)")
    case .nothingMatches(let pattern): .usage("no file matches \(pattern)")
    case .whichFile(let script, let names):
      .usage(
        "\(script) has \(names.isEmpty ? "no parameter" : "not exactly one parameter of the type file")",
        hint: names.isEmpty ? "param data = FILE : file" : "--over \(names[0])='PATTERN' says which one")
    case .sameFolder(let name, let first, let second):
      .usage("two runs would write to the folder \(name)", hint: "\(first) and \(second)")
    case .tooManyRuns(let count, let most):
      .usage("there would be \(count) runs or more, and \(most) is most")
    case .folderInUse(let path):
      .usage("\(path) is there already", hint: "--resume goes on with it, --replace begins anew")
    case .folderLocked(let path): .usage("another maa run works in \(path)")
    case .noSuchRun(let number, let count): .usage("there is no run \(number); there are \(count)")
    case .unknownFigure(let name, let suggestion):
      .usage(
        "there is no figure \(name)\(suggestion.map { "; did you mean \($0)?" } ?? "")",
        hint: "maa -c 'help expect'")
    case .needsFolder(let script):
      .usage(
        "several runs of \(script) would write the same files", hint: "--out FOLDER gives each run its own")
    }
  }
}

extension CollectFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .noRuns(let path):
      Complaint(message: "\(path) holds no runs", hint: "maa run FILE.maa --out FOLDER makes some")
    case .notARun(let path): Complaint(message: "\(path) is no record of a run that this maa can read")
    case .noSuchFigure(let name, let known):
      Complaint(
        message: "no run has the figure \(name)",
        hint: known.isEmpty ? nil : "they have \(known.joined(separator: ", "))")
    }
  }
}

extension FollowFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .noLog(let path):
      .usage("\(path) reads no log that could be followed", hint: "its last load is followed")
    case .webhookNeedsNetwork:
      .usage("--webhook sends what changed to the address it names", hint: "--allow-network lets it")
    }
  }
}
