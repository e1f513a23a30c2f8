import Analyses
import Basics
import Columns
import Judging
import Memory
import Scoring
import Studies
import Tables
import TraceLogs

/// Items of memory that no unit wrote, such as those that the log began with: what edits of them did, what tasks with them
/// came to, and what was thought of them.
struct StandingItems {
  private let adviser: Adviser
  /// Units that would change an item or take it out, the best supported first.
  private var touching: [String: [Int]] = [:]
  private let contrasts: [String: ItemContrast]
  private let votes: [String: (helpful: Int, harmful: Int)]

  init(_ adviser: Adviser) throws {
    self.adviser = adviser
    let trace = adviser.source.trace
    contrasts = ItemContrast.all(in: trace, of: adviser.memory.bank.items.map(\.id))
    votes = trace.itemVotes
    for unit in adviser.words.posterior.ranking.map(Int.init) where adviser.words.n(unit) > 0 {
      for item in adviser.fates.edit(of: unit)?.modifiedItems ?? [] {
        touching[item, default: []].append(unit)
      }
    }
  }

  func rows(without written: Set<String>) throws -> [Advised] {
    let tags = adviser.analysis.study.tags
    return adviser.memory.bank.items.filter { !written.contains($0.id) }.map { item in
      let (counsel, reason) = advice(on: item.id)
      return Advised(
        counsel: counsel, item: item.id, tag: tags[.item(item.id)], reason: reason, content: item.content)
    }
  }

  private func advice(on item: String) -> (Counsel, String) {
    let units = touching[item] ?? []
    if let better = units.first(where: { adviser.counsel($0) == .keep }) {
      return (.drop, "\(told(better)) \(adviser.words.batches(better))")
    }
    if let worse = units.first(where: { adviser.counsel($0) == .drop }) {
      return (.keep, "\(told(worse)) \(adviser.words.batches(worse))")
    }
    let tried = units.first.map { "\(told($0)) \(adviser.words.batches($0))" }
    let parts = [tried, outcome(of: item), opinion(of: item)].compactMap { $0 }
    return (.wait, parts.isEmpty ? "nothing in the log speaks of it" : parts.joined(separator: "; "))
  }

  private func told(_ unit: Int) -> String {
    let isDeletion = adviser.fates.edit(of: unit)?.content.isEmpty == true
    return isDeletion ? "without it (\(unitName(unit)))" : "\(unitName(unit)) in its place:"
  }

  private func outcome(of item: String) -> String? {
    guard let contrast = contrasts[item] else { return nil }
    let (size, sign) = (
      fixed(abs(contrast.difference), places: 2), contrast.difference < 0 ? "worse" : "better"
    )
    return
      "tasks with it went \(size) \(sign) (\(contrast.with) with, \(contrast.without) without; not drawn by lot)"
  }

  private func opinion(of item: String) -> String? {
    votes[item].map { "called helpful \($0.helpful) times, harmful \($0.harmful)" }
  }
}

extension TraceLog {
  fileprivate var itemVotes: [String: (helpful: Int, harmful: Int)] {
    var found: [String: (helpful: Int, harmful: Int)] = [:]
    for vote in 0..<votes.count where votes.item[vote] >= 0 {
      let item = symbols[Int(votes.item[vote])]
      found[item, default: (0, 0)].helpful += Int(votes.helpful[vote])
      found[item, default: (0, 0)].harmful += Int(votes.harmful[vote])
    }
    return found
  }
}
