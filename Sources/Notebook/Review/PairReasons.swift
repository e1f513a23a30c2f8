import Accumulation
import Tables

/// Why two operations are one unit or not, in a few lines.
enum PairReasons {
  /// What `why A B` says, where there is such a command; else what stands on the page in words.
  static func answer(_ candidate: Candidate, _ names: [String], _ analysis: Analysis, _ session: Session)
    throws
    -> Answer
  {
    if let why = try? Registry.command(for: "why"),
      why.manual.words.count > 1 || why.manual.words.first?.repeats == true
    {
      return try session.glance(Statement(body: .words((["why"] + names).map { Word($0) }), line: 1))
    }
    return Answer(try lines(candidate, analysis).map(Answer.Block.said))
  }

  private static func lines(_ candidate: Candidate, _ analysis: Analysis) throws -> [String] {
    let (first, second) = (Int(candidate.first), Int(candidate.second))
    let partition = try analysis.partition()
    let units = (partition.unitOf[first], partition.unitOf[second])
    let (operations, tau) = (try analysis.operations(), analysis.study.settings.tau)
    let isOneKey = operations.key[first] == operations.key[second]
    let cosine = fixed(candidate.cosine.value, places: 4)
    let side = candidate.cosine >= tau ? "reaches" : "is under"
    return [
      isOneKey
        ? "one key: the linkage compares them" : "different type or anchor: only a decision can join them",
      "cosine \(cosine) \(side) tau \(fixed(tau.value, places: 4))",
      units.0 == units.1
        ? "both stand in \(unitName(units.0)), founded by \(try analysis.name(of: Int(partition.founder[Int(units.0)])))"
        : "they stand in \(unitName(units.0)) and \(unitName(units.1))",
    ] + (try DeskPages.traps(analysis.content(of: first), analysis.content(of: second)))
  }
}
