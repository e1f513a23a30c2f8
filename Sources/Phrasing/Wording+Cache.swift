import Cache
import Language

extension Wording {
  /// What the cache of vectors has to say; none of it changes an answer.
  package static func notice(_ notice: CacheNotice) -> String {
    switch notice {
    case .noLibrary: "vectors are not kept: SQLite is not installed (libsqlite3.so.0)"
    case .unusable(let path, let reason): "vectors are not kept in \(path): \(reason)"
    case .busy(let path): "vectors are not kept: another process holds \(path)"
    case .setAside(let path, let other):
      "\(path) was no whole cache; it is \(other) now, and a new one is begun"
    case .dropped(let count, let path):
      "\(counted(count, "damaged vector")) in \(path) \(count == 1 ? "was" : "were") dropped and made anew"
    case .otherLength(let count, let path):
      "\(counted(count, "vector")) in \(path) \(count == 1 ? "has" : "have") another length than the embedder's now; "
        + "the texts are embedded anew"
    case .readOnly(let path, let reason): "\(path) can only be read, and no new vectors are kept: \(reason)"
    }
  }
}
