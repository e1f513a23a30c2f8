import Answers
import Basics
import Files

extension FileFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .refused(let action, let path, let code):
      Complaint(message: "cannot \(action) \(Wording.shown(path)): \(phrase(ofErrorNumber: code))")
    case .isDirectory(let path): Complaint(message: "\(path) is a folder, not a file")
    case .empty(let path): Complaint(message: "\(Wording.shown(path)) is empty")
    case .tooLarge(let path, let limit):
      Complaint(
        message: "\(Wording.shown(path)) is larger than \(limit >> 20) MB, more than such a file has")
    case .truncated(let path, let format):
      Complaint(
        message: "\(Wording.shown(path)) ends in the middle of its \(format) data",
        hint: "was it copied while it was written?")
    case .corrupt(let path, let format):
      Complaint(message: "\(Wording.shown(path)) is not whole \(format) data")
    case .tooManyFiles(let path, let limit):
      Complaint(message: "there are more than \(limit) files below \(path)", hint: "name the folder below it")
    case .locked(let path, let holder):
      Complaint(
        message: "\(path) is being written by another process\(holder.map { " (\($0))" } ?? "")")
    }
  }
}

extension InvalidText: Phrased {
  package var complaint: Complaint { .usage("\(name):\(line): not valid UTF-8") }
}

extension Interrupted: Phrased {
  package var complaint: Complaint {
    Complaint(message: "interrupted; nothing was changed", exitCode: ExitCode.interrupted)
  }
}
