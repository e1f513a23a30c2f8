import Analyses
import Basics
import Columns
import Identity
import Judging
import Scoring
import Studies
import TraceLogs

/// Advises on every unit, and on the items of memory that no unit wrote.
struct Adviser {
  let analysis: Analysis
  let source: UnitSource
  let words: AdviceWords
  let fates: UnitFates
  let memory: HeldMemory
  private let texts: EditTexts
  private let counsels: Counsels
  private let opposites: [Int: Int]
  private let tags: [Int: Tags.Tag]

  init(_ analysis: Analysis) throws {
    self.analysis = analysis
    source = try UnitSource(analysis)
    words = try AdviceWords(analysis)
    fates = try UnitFates(analysis)
    memory = try HeldMemory(analysis)
    texts = try source.analysis.editTexts()
    counsels = try Counsels(analysis)
    opposites = try Conflicts(analysis).opposites()
    tags = try analysis.tagsOfUnits()
  }

  func counsel(_ unit: Int) -> Counsel { counsels.counsel[unit] }

  /// What to keep by how well it is supported, what to drop the worst first, what to judge, and the rest; items of memory
  /// behind the units of their kind.
  func rows() throws -> [Advised] {
    let ranked = words.posterior.ranking.map(Int.init)
    let units = ranked.map { row($0) }
    let written = Set(ranked.flatMap { items(of: $0) })
    let standing = try StandingItems(self).rows(without: written)
    return [Counsel.keep, .drop, .judge, .wait].flatMap { counsel in
      let own = units.filter { $0.counsel == counsel }
      return (counsel == .drop ? own.reversed() : own) + standing.filter { $0.counsel == counsel }
    }
  }

  private func row(_ unit: Int) -> Advised {
    let (counsel, founder) = (counsel(unit), Int(source.partition.founder[unit]))
    let item = items(of: unit).first
    return Advised(
      counsel: counsel, unit: unit, item: item,
      tag: tags[unit] ?? item.flatMap { analysis.study.tags[.item($0)] }, n: words.n(unit),
      chance: words.posterior.chance[unit], risk: words.posterior.risk[unit],
      reason: words.reason(unit, counsel, counsels.doubts[unit], opposite: opposites[unit]),
      content: texts.text(ofProposal: source.firstProposal(ofUnit: unit)), does: deed(fates.edit(of: unit)),
      replay: fates.told(unit), name: source.operations.name(of: founder).description)
  }

  /// The items that say what one of the unit's wordings says.
  private func items(of unit: Int) -> [String] {
    source.partition.members(of: unit).compactMap { member in
      let text = source.trace.proposals.content[Int(source.operations.firstProposal[Int(member)])]
      return text.isEmpty ? nil : memory.item(saying: text)
    }
  }
}

extension Analysis {
  /// The last tag on each unit; a tag is on the unit that holds its wording.
  func tagsOfUnits() throws -> [Int: Tags.Tag] {
    if study.tags.all.isEmpty { return [:] }
    let (operations, partition) = (try operations(), try partition())
    var tags: [Int: Tags.Tag] = [:]
    for tag in study.tags.all {
      guard case .wording(let name) = tag.subject, let operation = operations.matches(name).first else {
        continue
      }
      tags[Int(partition.unitOf[operation])] = tag
    }
    return tags
  }
}
