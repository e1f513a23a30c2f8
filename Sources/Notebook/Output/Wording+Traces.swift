import Accumulation
import Traces

extension Wording {
  static func complaint(of fault: AppendingFault) -> Complaint {
    switch fault {
    case .differentDimensions(let first, let second):
      Complaint(message: "the logs' vectors have different dimensions, \(first) and \(second)")
    case .tooLarge: Complaint(message: "both logs together have more records than can be numbered")
    }
  }

  static func complaint(of fault: TraceFault) -> Complaint {
    switch fault {
    case .problems(let problems, let total):
      let shown = problems.map(line)
      let more = total > problems.count ? ["and \(total - problems.count) more"] : []
      return Complaint(
        message: total == 1 ? shown.first ?? "1 problem" : "\(total) problems; the log is not loaded",
        details: total == 1 ? [] : shown + more, hint: "load --lenient skips bad lines and counts them")
    case .tooManyRecords(let file):
      return Complaint(message: "\(file) has more records of one kind than can be numbered (2 147 483 647)")
    case .outOfMemory(let file): return Complaint(message: "there is not enough memory to load \(file)")
    }
  }

  static func line(_ problem: LogFault) -> String {
    "\(shown(problem.file)):\(problem.line):\(problem.column): saw \(problem.seen), expected \(problem.expected)"
  }
}
