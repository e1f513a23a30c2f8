import Answers
import Basics
import Files
import Language

extension FileFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .refused(let action, let path, let code):
      Complaint(
        message: "cannot \(action) \(Wording.shown(path)): \(phrase(ofErrorNumber: code))",
        hint: Wording.alike(path).map { "is it \($0)?" })
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

extension Wording {
  /// A pipe has no other end yet.
  package static func waiting(for path: String, isToRead: Bool) -> String {
    isToRead
      ? "waiting for \(shown(path)), a pipe that nobody has written to"
      : "waiting for somebody to read \(shown(path)), a pipe"
  }

  private static func isThere(_ path: String) -> Bool { isFolder(path) || isRegularFile(path) }

  /// What is there and is called much like what is not; nil where the path is there, or nothing is like it.
  fileprivate static func alike(_ path: String) -> String? {
    guard !path.isEmpty, !isThere(path) else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var found = parts[0].isEmpty ? "" : "."
    for (place, part) in parts.enumerated() where !part.isEmpty {
      let next = found == "." ? part : "\(found)/\(part)"
      if isThere(next) {
        found = next
        continue
      }
      let there = names(in: found.isEmpty ? "/" : found).map {
        $0.hasSuffix("/") ? String($0.dropLast()) : $0
      }
      guard let name = suggestion(for: part, among: there) else { return nil }
      found = found == "." ? name : "\(found)/\(name)"
      if place == parts.count - 1 { return shown(found) }
    }
    return isThere(found) ? shown(found) : nil
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

extension ArchiveFault: Phrased {
  package var complaint: Complaint { Complaint(message: "\(Wording.shown(path)) \(what)", hint: hint) }

  private var path: String {
    switch self {
    case .noDirectory(let path), .damaged(let path), .unsafeName(let path, _), .overlapping(let path, _),
      .tooManyMembers(let path, _), .tooLarge(let path, _, _, _), .encrypted(let path, _),
      .unknownMethod(let path, _, _), .wrongContent(let path, _):
      path
    }
  }

  private var what: String {
    switch self {
    case .noDirectory: "has no directory of a zip archive at its end"
    case .damaged: "is a damaged zip archive"
    case .unsafeName(_, let name): "has a member whose name is no plain path: \(Wording.shown(name))"
    case .overlapping(_, let member):
      "has a member that shares its bytes with others: \(Wording.shown(member))"
    case .tooManyMembers(_, let limit): "says that it has more than \(limit) members"
    case .tooLarge(_, let member, let size, let limit):
      "has a member of \(size) bytes, more than the \(limit >> 20) MiB that are read: \(Wording.shown(member))"
    case .encrypted(_, let member): "has an encrypted member: \(Wording.shown(member))"
    case .unknownMethod(_, let member, let method):
      "has a member packed by a method that is not read (\(method)): \(Wording.shown(member))"
    case .wrongContent(_, let member):
      "has a member that does not unpack to what the directory says: \(Wording.shown(member))"
    }
  }

  private var hint: String? {
    if case .noDirectory = self { return "was it copied while it was written?" }
    return nil
  }
}
