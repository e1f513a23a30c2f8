import Basics
import LiveRuns
import Sessions

extension Registry {
  /// `listed` is written at build time from the files in `Verbs/`.
  package static let all = Registry(listed + LiveVerbs.all, ofComments: "note")
}

extension Session {
  /// A session that knows every command.
  package convenience init(options: SessionOptions = SessionOptions(), pulse: Pulse = .silent) throws {
    try self.init(registry: .all, options: options, pulse: pulse)
  }
}
