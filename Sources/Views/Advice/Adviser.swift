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
  private let suspicions: [Int: Suspicion.Reason]
  private let opposites: [Int: Int]
  private let tags: [Int: Tags.Tag]
  private let deltas: OperationDeltas
  private let constraints: Constraints

  init(_ analysis: Analysis) throws {
    self.analysis = analysis
    source = try UnitSource(analysis)
    words = try AdviceWords(analysis)
    fates = try UnitFates(analysis)
    memory = try HeldMemory(analysis)
    texts = EditTexts(source.trace)
    let unitOf = source.partition.unitOf
    let suspects = try MergeQueue(analysis: analysis, kind: .suspect).entries().map {
      (Int(unitOf[Int($0.candidate.first)]), $0.reason ?? .far)
    }
    suspicions = Dictionary(suspects) { first, _ in first }
    opposites = try Conflicts(analysis).opposites()
    tags = try analysis.tagsOfUnits()
    (deltas, constraints) = (try analysis.operationDeltas(), try analysis.constraints())
  }

  func counsel(_ unit: Int) -> Counsel {
    func counselled(_ isSuspect: Bool) -> Counsel {
      Counsel(
        chance: words.posterior.chance[unit], risk: words.posterior.risk[unit], n: words.n(unit),
        isSuspect: isSuspect)
    }
    let own = counselled(suspicions[unit] != nil)
    guard own == .keep || own == .drop else { return own }
    return counselled(isUnproven(unit, sign: own == .keep ? 1 : -1))
  }

  /// What a wording's own scores must reach, in standard errors, to speak for it.
  private static let clear = 2.0

  /// Whether two wordings of the unit differ in a word that was put in the place of another, nobody has ruled that they are
  /// one, and not both are shown to help (or harm) by themselves: then the one may live off the other.
  private func isUnproven(_ unit: Int, sign: Double) -> Bool {
    let members = source.partition.members(of: unit)
    guard members.count > 1, let founder = members.first else { return false }
    let first = source.profile(of: Int(founder))
    return members.dropFirst().contains { member in
      WordProfile.areSubstituted(first, source.profile(of: Int(member)))
        && constraints.ruling(founder, member) != .same
        && !(isClear(founder, sign) && isClear(member, sign))
    }
  }

  private func isClear(_ member: Int32, _ sign: Double) -> Bool {
    let own = deltas.deltas(of: Int(member))
    guard !own.isEmpty, let noise = words.posterior.model?.noise else { return false }
    let mean = own.reduce(0, +) / Double(own.count)
    return sign * mean >= Adviser.clear * (noise / Double(own.count)).squareRoot()
  }

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
      reason: words.reason(unit, counsel, suspicions[unit], opposite: opposites[unit]),
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
