import Language

extension Registry {
  /// Whether the statement changes the study; notes and whatever only looks do not.
  package func changesStudy(_ call: Call) -> Bool {
    guard let command = try? command(of: call).study else { return false }
    return command.effect(of: call) == .study
  }
}
