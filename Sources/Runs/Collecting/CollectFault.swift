/// Why runs cannot be gathered.
package enum CollectFault: Error, Equatable {
  case noRuns(path: String)
  case notARun(path: String)
  case noSuchFigure(String, known: [String])
}
