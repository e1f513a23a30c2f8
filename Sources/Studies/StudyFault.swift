/// Why a study cannot be as it was wanted.
package enum StudyFault: Error, Equatable {
  /// A lower bound above its upper one.
  case crossedBounds(name: String, seen: String, other: String, bound: String)
  /// A setting's value that only its own command can give.
  case embedderWantsWords(String)
  case networkNotAllowed
  /// Shares of a simulated world that are more than the whole.
  case sharesExceedOne(flags: [String], sum: String)
  case oneSceneOnly
  /// `recorded` has no vector for a text that is not of the log.
  case onlyVectorsOfTheLog
  case isAnInput(path: String)
  case notDecisions(place: String, seen: String, expected: String)
}
