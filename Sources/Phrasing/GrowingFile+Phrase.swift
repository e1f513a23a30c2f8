import Files
import Language

/// What happened to a file that is followed.
extension GrowingFile.Event {
  package var phrase: String {
    switch self {
    case .rotated: "the file was moved away; the new one of its name is read"
    case .truncated: "the file became shorter; it is read again from its beginning"
    case .torn(let bytes): "a line of \(counted(bytes, "byte")) was never ended and was left out"
    }
  }
}
