/// What the cache has to say beside a statement's answer. Data only: `Notebook` holds the wording.
package enum CacheNotice: Equatable, Sendable {
  case noLibrary
  case unusable(path: String, reason: String)
  /// Another process held the file for too long.
  case busy(path: String)
  case setAside(path: String, to: String)
  /// Rows whose checksum was wrong; their texts were embedded again.
  case dropped(count: Int, path: String)

  func isOfOneKind(with other: CacheNotice) -> Bool {
    switch (self, other) {
    case (.noLibrary, .noLibrary), (.unusable, .unusable), (.busy, .busy), (.setAside, .setAside),
      (.dropped, .dropped):
      true
    default: false
    }
  }
}
