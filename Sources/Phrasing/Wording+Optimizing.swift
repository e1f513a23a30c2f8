import Answers
import Characters
import Language
import Optimizing

extension OptimizingFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .badTask(let path, let line, let place, let seen, let expected):
      Complaint(message: "\(path):\(line): \(place): expected \(expected), found \(visible(seen))")
    case .noTasks(let path, let split): Complaint(message: "\(path) has no task of the split \(split)")
    case .noReference(let task):
      Complaint(
        message: "task \(visible(task)) has no reference answer",
        hint: "give it a field \"answer\", or measure with --scorer program")
    case .logStands(let path):
      Complaint(message: "\(path) holds a run already", hint: "--resume goes on with it")
    case .otherRun(let path, let what):
      Complaint(message: "\(path) holds another run: \(visible(what))", hint: "name another file with --to")
    case .logInUse(let path): Complaint(message: "another run writes \(path)")
    case .otherLog(let path):
      Complaint(
        message: "the run gives another log than recorded: \(path)", exitCode: ExitCode.otherResult)
    case .nothingToResume(let path): Complaint(message: "\(path) holds no run to go on with")
    case .noRun: Complaint(message: "no run is open", hint: "optimize --tasks FILE --to RUN.jsonl begins one")
    case .runIsOver(let batches):
      Complaint(message: "the run is over: \(counted(batches, "batch", "batches")) are done")
    case .outOfTurn(let next): Complaint(message: "this is not what comes next", hint: next)
    case .studyNotEmpty:
      Complaint(message: "a log is loaded already", hint: "a run begins in a session without one")
    case .missingPlaceholder(let prompt, let name):
      Complaint(message: "\(prompt) lacks the place {{\(name)}}", hint: "prompts lists what each needs")
    case .unknownPlaceholder(let prompt, let name):
      Complaint(message: "\(prompt) has a place {{\(visible(name))}}, which nothing fills")
    case .programsNotAllowed:
      Complaint(
        message: "this session may not start programs",
        hint: "start maa with --allow-programs to let it run the one that measures tasks")
    case .programFailed(let command, let reason):
      Complaint(message: "the program is of no use: \(reason)", details: [visible(command)])
    case .notScored(let unit, let batch):
      Complaint(
        message: "\(unit) is not in the pool of batch \(batch), so that it cannot be scored",
        hint: "pool shows which units are")
    case .tooLong(let tokens, let context):
      Complaint(
        message: "memory alone takes some \(tokens) tokens, and the context has \(context)",
        hint: "model … --context N says how many it has")
    }
  }
}
