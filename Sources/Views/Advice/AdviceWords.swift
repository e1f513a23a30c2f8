import Analyses
import Judging
import Language
import Memory
import Scoring
import Tables

/// Why a unit is kept, dropped or left, in plain words.
struct AdviceWords {
  let observations: Observations
  let posterior: Posterior
  let verdicts: [Verdict]

  init(_ analysis: Analysis) throws {
    (observations, posterior) = (try analysis.observations(), try analysis.posterior())
    verdicts = try analysis.verdicts().verdict
  }

  func n(_ unit: Int) -> Int { observations.range(of: unit).count }

  /// `8 of 8 batches better, usually by 5.1`.
  func batches(_ unit: Int) -> String {
    let deltas = observations.delta[observations.range(of: unit)]
    guard !deltas.isEmpty else { return "nothing scored it" }
    let (better, worse) = (deltas.filter { $0 > 0 }, deltas.filter { $0 < 0 })
    let leads = better.count != worse.count ? better.count > worse.count : deltas.reduce(0, +) >= 0
    let side = leads ? better : worse
    let told =
      "\(side.count) of \(counted(deltas.count, "batch", "batches")) \(leads ? "better" : "worse")"
    if side.isEmpty { return "\(told): no change" }
    let usual = fixed(AdviceWords.median(deltas.map { leads ? $0 : -$0 }), places: 1)
    return "\(told), usually \(usual == "0.0" || usual.hasPrefix("-") ? "no change" : "by \(usual)")"
  }

  /// Of all batches, those of the other side included.
  private static func median(_ deltas: [Double]) -> Double {
    let sorted = deltas.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  func reason(_ unit: Int, _ counsel: Counsel, _ doubt: MergeDoubts.Doubt?, opposite: Int?) -> String {
    var parts = [batches(unit)]
    switch counsel {
    case .judge: parts.insert(AdviceWords.doubt(doubt?.reason), at: 0)
    case .wait: parts += doubts(unit) + (verdicts[unit] == .observed ? [Verdict.observed.rawValue] : [])
    case .keep, .drop: if let certified = certified(unit) { parts.append(certified) }
    }
    if let opposite { parts.append("says the opposite of \(unitName(opposite))") }
    return parts.joined(separator: "; ")
  }

  private func certified(_ unit: Int) -> String? {
    switch verdicts[unit] {
    case .stable, .harmful: "certified"
    case .fading: "lately no longer"
    case .sceneSpecific: "depends on the scene"
    case .observed: Verdict.observed.rawValue
    case .negligible, .undecided: nil
    }
  }

  private func doubts(_ unit: Int) -> [String] {
    guard n(unit) > 0 else { return [] }
    if n(unit) < Counsel.fewest { return ["one batch may be luck"] }
    guard let chance = posterior.chance[unit], let risk = posterior.risk[unit] else { return [] }
    let (helps, harms) = (Int((100 * chance).rounded()), Int((100 * risk).rounded()))
    if max(helps, harms) < 50 { return ["most likely worth nothing"] }
    return [helps >= harms ? "helps with a chance of \(helps)%" : "harms with a chance of \(harms)%"]
  }

  private static func doubt(_ reason: Suspicion.Reason?) -> String {
    switch reason {
    case .sign: "some of its wordings help and some harm"
    case .level: "its wordings differ in worth"
    case .far: "one of its wordings lies far from the others"
    case .number: "its wordings differ in a number"
    case .negation: "one of its wordings says not"
    case .order: "its wordings differ in their order"
    case nil: "two of its wordings differ in a word, and not both are shown to be worth it"
    }
  }
}

/// What an edit does, and to which item.
func deed(_ edit: Edit?) -> String? {
  guard let edit else { return nil }
  switch edit.action {
  case .add(_, .head): return "adds at the head"
  case .add(_, .tail): return "adds at the tail"
  case .add(_, .after(let item)): return "adds after \(item)"
  case .modify(let item): return edit.content.isEmpty ? "deletes \(item)" : "changes \(item)"
  case .merge(let items): return "makes one of \(items.joined(separator: ", "))"
  case .together(let edits): return edits.compactMap { deed($0) }.joined(separator: ", ")
  }
}
