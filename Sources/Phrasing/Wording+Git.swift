import Answers
import Git
import Language

extension GitFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .noLibrary:
      Complaint(
        message: "reading git needs libgit2, which is not installed", hint: "apt-get install libgit2-1.5")
    case .refused(let path, let reason): Complaint(message: "\(path) cannot be opened as git: \(reason)")
    case .unknownName(let path, let name):
      Complaint(message: "\(path) has no commit \(name)", hint: "--ref names a branch, a tag or a commit")
    case .missingObject(let path, let object, let kind):
      Complaint(
        message: "\(path): \(kind) \(object) is not there",
        hint: "git fsck says what else is missing; a partial clone has to fetch it first")
    case .damagedObject(let path, let object, let kind, let reason):
      Complaint(
        message: "\(path): \(kind) \(object) is damaged: \(reason)", hint: "git fsck says what else is")
    case .tooLarge(let path, let object, let kind, let limit):
      Complaint(message: "\(path): \(kind) \(object) has more than \(limit >> 20) MB")
    case .tooManyEntries(let path, let commit, let limit):
      Complaint(message: "\(path): commit \(commit) leads to more than \(counted(limit, "entry", "entries"))")
    case .notBundle(let path, let reason):
      Complaint(message: "\(path) is not a bundle that can be read: \(reason)")
    case .incompleteBundle(let path, let needs, let reason):
      Complaint(
        message: "\(path) was made on top of commit \(needs), which it does not hold", details: [reason],
        hint: "git bundle create FILE --all writes one that holds everything")
    }
  }
}
