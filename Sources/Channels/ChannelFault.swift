/// Why a run of questions ends. Data only: `Phrasing` has the words.
package enum ChannelFault: Error, Equatable {
  package enum Cap: String, Sendable { case calls, tokens, cost }

  case networkNotAllowed
  case noModel(channel: String)
  /// The next call might pass the cap; `spent` and `most` in the cap's own unit.
  case capReached(Cap, spent: String, most: String)
  case noPrice(model: String)
  case badPrices(path: String, seen: String, expected: String)
  case badCassette(path: String, line: Int)
  /// The cassette holds no answer; `nearest` is what differs from the nearest recorded request.
  case missed(path: String, place: String, nearest: [String])
  case noCassette(path: String)
  case cassetteInUse(path: String)
  case cassetteNotEmpty(path: String)
  /// So many questions in a row without an answer.
  case silence(count: Int, reason: String)
  /// What the server gives in no form was asked for.
  case noForm(model: String, seen: String)
}
