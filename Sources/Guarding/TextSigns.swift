import Basics
import Identity
import Scoring
import TraceLogs

/// What words say, and scores beside them.
extension GuardMaterial {
  /// Complexity: O(words).
  func injection(_ unit: Int, texts: [String]) -> GuardFinding? {
    var worst: InjectionPatterns?
    for text in texts {
      let patterns = InjectionPatterns(text)
      if patterns.strength > worst?.strength ?? 0 { worst = patterns }
    }
    guard let worst else { return nil }
    return GuardFinding(unit, .injection, strength: worst.strength, .words(worst.found))
  }

  /// A copy of something trusted with one clause changed. The copy alone is what every refinement looks like, so it takes
  /// scores that speak against it, or a clause that takes a safeguard away and no scores that speak for it.
  func graft(_ unit: Int, texts: [String], _ copies: NearCopies) -> GuardFinding? {
    for text in texts {
      guard let found = copies.original(of: text, unit: unit) else { continue }
      let detail = GuardFinding.Detail.copy(of: found.original, was: found.was, now: found.now)
      let isRisky = RiskyWords.stand(in: found.now)
      if let mean = mean(of: unit), noise > 0 {
        let n = Double(observations.range(of: unit).count)
        let p = NormalDistribution.probability(atMost: mean * n.squareRoot() / noise)
        guard mean < 0 else { continue }
        let strength = (p < 0.05 ? 0.5 : p < 0.2 ? 0.35 : 0.2) + (isRisky ? 0.25 : 0)
        return GuardFinding(unit, .graft, strength: max(strength, GuardFinding.strength(p)), p: p, detail)
      }
      if isRisky, observations.count > 0 { return GuardFinding(unit, .graft, strength: 0.5, detail) }
    }
    return nil
  }

  /// A wording that came later, differs by a negation or by a clause that takes a safeguard away, and since when the unit
  /// does worse. Complexity: O(members · words + observations of the unit).
  func rewording(_ unit: Int) -> GuardFinding? {
    let members = partition.members(of: unit)
    guard members.count > 1, let first = members.first, noise > 0 else { return nil }
    var copies = NearCopies()
    copies.add(content(of: first), unit: -1)
    for member in members.dropFirst() {
      let text = content(of: member)
      guard let found = copies.original(of: text, unit: unit), RiskyWords.stand(in: found.now) else {
        continue
      }
      let start = log.proposals.batch[Int(operations.firstProposal[Int(member)])]
      let range = observations.range(of: unit)
      let (before, after) = (
        range.filter { observations.batch[$0] < start }, range.filter { observations.batch[$0] >= start }
      )
      guard !before.isEmpty, !after.isEmpty else { continue }
      func mean(_ places: [Int]) -> Double {
        places.reduce(0) { $0 + observations.delta[$1] } / Double(places.count)
      }
      let fall = mean(before) - mean(after)
      guard fall > 0 else { continue }
      return GuardFinding(
        unit, .rewording, p: p(of: fall, before.count, after.count),
        .change(was: found.was, now: found.now, before: mean(before), after: mean(after)))
    }
    return nil
  }
}
