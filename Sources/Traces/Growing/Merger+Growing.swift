import TraceLogs

/// For a log of which more may come.
extension Merger {
  func soFar() throws(TraceFault) -> (TraceLog, ReadReport) {
    let copy = self
    return try copy.finish()
  }
}
