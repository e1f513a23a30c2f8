/// A part of a study, as far as statements depend on each other by it.
enum Aspect: Hashable, Sendable {
  case log, decisions, doubts, audit, position, seal
  /// The rows of the last `merges`, which `accept 3` speaks of.
  case rows
  case setting(String)
  case allSettings
  case parameter(String)
  case file(String)
  /// All there is: of statements about which no more is known.
  case everything

  /// Whether every statement that touched it before counts, and not only the last one.
  var accumulates: Bool {
    switch self {
    case .log, .decisions, .doubts, .position, .audit: true
    default: false
    }
  }
}
