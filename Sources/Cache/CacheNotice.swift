/// What the cache has to say beside a statement's answer. Data only: `Notebook` holds the wording.
package enum CacheNotice: Equatable, Sendable {
  case noLibrary
  case unusable(path: String, reason: String)
  /// Another process held the file for too long.
  case busy(path: String)
  case setAside(path: String, to: String)
  /// Rows whose checksum was wrong; their texts were embedded again.
  case dropped(count: Int, path: String)
  /// Whole rows of another length than the others, or than the embedder's now; their texts were embedded again.
  case otherLength(count: Int, path: String)
  /// What is kept can be read, and nothing more can be kept.
  case readOnly(path: String, reason: String)

  func isOfOneKind(with other: CacheNotice) -> Bool {
    switch (self, other) {
    case (.noLibrary, .noLibrary), (.unusable, .unusable), (.busy, .busy), (.setAside, .setAside),
      (.dropped, .dropped), (.otherLength, .otherLength), (.readOnly, .readOnly):
      true
    default: false
    }
  }
}
