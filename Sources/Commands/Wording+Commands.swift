import Answers
import Language
import Phrasing

extension CommandFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .flagOfAnother(let flag, let owner, let usage):
      .usage("--\(flag) belongs to \(owner)", hint: usage)
    case .noSuchFile(let name, let path):
      Complaint(
        message: "\(name) names a file, and there is no \(path)", hint: "--set \(name)=FILE names another")
    case .pipeIsGone:
      Complaint(
        message: "what was followed came through a pipe, and is gone", hint: "follow a file to replay it")
    case .replayAtEnd(let batches):
      Complaint(
        message: "the replay is at the end of the log: \(counted(batches, "batch", "batches")) done",
        hint: "apply --to N goes back; memory --at N and pool --at N look back")
    case .tooManyUnits(let count, let most):
      Complaint(
        message: "\(count) units are more than the \(most) that are drawn at a time",
        hint: "export observations writes the numbers of all units")
    case .showsOnly(let flag, let verb):
      .usage("--\(flag) only shows something and stands alone", hint: "\(verb) --\(flag) N")
    case .noAssignment(let text):
      .usage(
        "a setting is given as SETTING=VALUE, not \(text)", hint: "compare signal=continuous signal=sign")
    case .noSignAccuracy(let verb):
      Complaint(
        message: "the log does not say how often a sign is right",
        hint: "\(verb) --accuracy P takes a figure; diagnose says which records would give one")
    case .noSuchStatement(let number, let count):
      Complaint(
        message: "there is no statement \(number); the session has \(count)", hint: "history shows them")
    case .resultDiffers(let recorded, let found):
      Complaint(
        message: "the session gives another result than recorded",
        details: ["recorded \(recorded)", "found    \(found)"], exitCode: ExitCode.otherResult)
    case .noFileName: Complaint(message: "the session has no file yet", hint: "save FILE.maa")
    case .resultIsOnlyEqual: Complaint(message: "result can only be compared by =")
    case .nothingToRecover: Complaint(message: "there is no unsaved session to recover")
    case .cacheNotCleared(let notice):
      Complaint(
        message: "nothing was cleared", details: [Wording.notice(notice)],
        hint: "the file may also be deleted by hand")
    case .sessionNotEmpty:
      Complaint(message: "this session is not empty", hint: "save it, then start maa anew and recover")
    case .unsaved(let count):
      Complaint(
        message: "\(counted(count, "statement")) here \(count == 1 ? "is" : "are") not saved",
        hint: "save FILE.maa first, or open FILE --discard")
    case .replacesItsSource(let path): Complaint(message: "\(path) is being read and is not written over")
    case .noFormats(let verb): .usage("\(verb) takes no format; help import NAME explains one")
    case .oneUnitAlready(let unit): Complaint(message: "both are in \(unit) already")
    case .noDecision(let first, let second):
      Complaint(
        message: "nothing was ruled on just \(first) and \(second)",
        hint: "why \(first) \(second) shows what others say of them; decisions lists them all")
    }
  }
}
