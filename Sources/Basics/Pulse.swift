/// What long work calls while it goes on: it reports how far it has come, and it may be told to stop.
///
/// The rooms do no I/O; whoever starts the work decides whether a beat draws a bar or throws because
/// somebody pressed Ctrl-C. Beat often enough that 200 ms never pass between two beats.
public struct Pulse: Sendable {
  /// `stage` is a phrase for a person, such as `reading`; `done` of `total` in whatever the stage counts.
  public let beat: @Sendable (_ stage: String, _ done: Int, _ total: Int) throws -> Void

  public init(_ beat: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) throws -> Void) {
    self.beat = beat
  }

  /// Reports to nobody and is never stopped.
  public static let silent = Pulse { _, _, _ in }
}

/// Thrown by a beat when the work was told to stop.
public struct Interrupted: Error, Equatable {
  public init() {}
}
