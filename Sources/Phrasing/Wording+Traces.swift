import Answers
import TraceLogs
import Traces

extension AppendingFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .differentDimensions(let first, let second):
      Complaint(message: "the logs' vectors have different dimensions, \(first) and \(second)")
    case .tooLarge: Complaint(message: "both logs together have more records than can be numbered")
    }
  }
}

extension TraceFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .problems(let problems, let total):
      Wording.problems(
        problems, total, notDone: "the log is not loaded",
        hint: "load --lenient skips bad lines and counts them")
    case .tooManyRecords(let file):
      Complaint(message: "\(file) has more records of one kind than can be numbered (2 147 483 647)")
    case .outOfMemory(let file): Complaint(message: "there is not enough memory to load \(file)")
    }
  }
}

extension PairFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .problems(let problems, let total):
      Wording.problems(
        problems, total, notDone: "the pairs are not read",
        hint: "--delimiter comma|semicolon|tab says what sets fields apart")
    case .noPairs(let path):
      Complaint(
        message: "\(Wording.shown(path)) holds no pairs", hint: "a pair is a text, a text and a score")
    }
  }
}

extension Wording {
  fileprivate static func problems(_ problems: [LogFault], _ total: Int, notDone: String, hint: String)
    -> Complaint
  {
    let shown = problems.map(line)
    let more = total > problems.count ? ["and \(total - problems.count) more"] : []
    return Complaint(
      message: total == 1 ? shown.first ?? "1 problem" : "\(total) problems; \(notDone)",
      details: total == 1 ? [] : shown + more, hint: hint)
  }

  package static func line(_ problem: LogFault) -> String {
    "\(shown(problem.file)):\(problem.line):\(problem.column): saw \(problem.seen), expected \(problem.expected)"
  }
}
