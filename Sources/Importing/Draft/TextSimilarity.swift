/// How alike texts are, by the embedder in use.
package protocol TextSimilarity: Sendable {
  /// Said in the account.
  var name: String { get }
  /// The cosine of each of `from` with each of `to`, row by row, rounded to four decimals.
  func cosines(_ from: [String], _ to: [String]) throws -> [Double]
}
