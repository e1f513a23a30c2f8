import Analyses
import Answers
import Columns
import Identity
import Judging
import Language
import Scoring
import Studies
import Tables
import TraceLogs

/// What to do with each unit that matters and each item of memory.
package struct AdviceView {
  package let analysis: Analysis
  /// Rows of the table that `where` picked, in their order.
  package var picked: [Int]?
  package var limit: Int?
  /// Also units of which too little is known and that memory does not hold.
  package var showsAll = false

  package init(analysis: Analysis, picked: [Int]? = nil, limit: Int? = nil, showsAll: Bool = false) {
    (self.analysis, self.picked, self.limit, self.showsAll) = (analysis, picked, limit, showsAll)
  }

  package func answer() throws -> Answer {
    let all = try Adviser(analysis).rows()
    let wanted = picked.map { $0.map { all[$0] } } ?? (showsAll ? all : all.filter(matters))
    let shown = Array(wanted.prefix(limit ?? wanted.count))
    let hasTags = shown.contains { $0.tag != nil }
    let columns = ShownColumns(Advised.columns, without: hasTags ? [] : ["tag"])
    var table = Table(
      "advice", columns.columns, rows: try columns.rows(shown), footer: footer(shown.count, all.count))
    table.stacking = Stacking()
    return Answer([.table(table), .said(AdviceView.sentence(all)), .said(try AdviceView.outlook(analysis))])
  }

  private func matters(_ row: Advised) -> Bool {
    row.counsel != .wait || row.item != nil || row.tag != nil
  }

  private func footer(_ shown: Int, _ all: Int) -> String? {
    guard shown < all else { return nil }
    return "\(shown) of \(all)"
      + (picked == nil && limit == nil ? " · advice --all shows the others, too" : "")
  }

  /// What to keep, drop and judge by name: `keep 5`, `U2 U5 U8 m4 and 1 more`.
  package static func named(_ analysis: Analysis) throws -> [(counsel: String, which: String)] {
    let rows = try Adviser(analysis).rows()
    return [Counsel.keep, .drop, .judge].compactMap { counsel in
      let own = rows.filter { $0.counsel == counsel }
      guard !own.isEmpty else { return nil }
      let names = own.prefix(most).map { row in row.unit.map { unitName($0) } ?? row.item ?? "" }
      let more = own.count > most ? " and \(own.count - most) more" : ""
      return ("\(counsel.rawValue) \(own.count)", names.joined(separator: " ") + more)
    }
  }

  private static let most = 8

  /// `keep 8 · drop 5 · judge 4 · wait 13`.
  private static func sentence(_ rows: [Advised]) -> String {
    let parts = [Counsel.keep, .drop, .judge, .wait].map { counsel in
      "\(counsel.rawValue) \(rows.count { $0.counsel == counsel })"
    }
    return parts.joined(separator: " · ")
  }

  /// How far such a log can certify at all, how many batches more that takes, and what holds meanwhile.
  package static func outlook(_ analysis: Analysis) throws -> String {
    if try analysis.verdicts().verdict.contains(.observed) {
      return
        "what tasks show is observed, not tested: only lots certify (experiment design). advice says what is probable meanwhile"
    }
    let units = try analysis.units().unitCount
    let soonest = SoonestCertificate(units: units, alpha: analysis.study.settings.verdicts.alpha)
    let (batches, most) = (try analysis.trace().batches.count, try analysis.evidence().n.max() ?? 0)
    let takes =
      "certifying one of \(counted(units, "unit")) takes \(soonest.agreeing) batches that all agree, about \(soonest.usual) where three of four do"
    let missing = soonest.agreeing - Int(most)
    let has =
      missing > 0
      ? "this log has \(batches), so \(counted(missing, "batch", "batches")) more at least"
      : "this log has \(batches)"
    return "\(takes); \(has). advice says what is probable meanwhile"
  }
}
