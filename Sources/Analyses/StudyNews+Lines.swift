import Language

extension StudyNews {
  private static let most = 5

  /// For a person: what is new, the first few of each kind.
  package var lines: [String] {
    var lines = [
      "+\(counted(batches.count, "batch", "batches")) · +\(counted(proposals.count, "proposal"))   \(counted(unitCount, "unit"))"
    ]
    if batches.lowerBound == 0 { return lines }
    lines += found.prefix(StudyNews.most).map { "new U\($0.unit + 1) \($0.name)   \($0.content)" }
    if found.count > StudyNews.most { lines.append("… and \(found.count - StudyNews.most) new units more") }
    lines += flips.map { "U\($0.unit + 1) \($0.name)   \($0.was.rawValue) -> \($0.now.rawValue)" }
    if !candidates.isEmpty { lines.append("\(counted(candidates.count, "pair")) more to judge: merges") }
    return lines
  }
}
