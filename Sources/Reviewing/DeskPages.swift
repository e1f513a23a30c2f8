import Analyses
import Basics
import Columns
import Identity
import Judging
import Scoring
import Sessions
import Studies
import Tables
import TraceLogs

/// Makes pages of candidates from an analysis.
///
/// On a log of some size an answer is recorded at once, but units and evidence are reckoned anew only when somebody asks:
/// pages then say how many answers came since. On smaller ones every page stands on all answers before it.
struct DeskPages {
  let isBlind: Bool
  let acrossAnchors: Bool
  private let suggestions: Suggestions?
  private(set) var analysis: Analysis
  /// Answers since everything was reckoned; fewer than none where some were taken back.
  private(set) var stale = 0
  private var judgedThen = 0
  private let batches: ProposedBatches
  private var weighed: WeighedPairs?

  init(_ analysis: Analysis, isBlind: Bool, acrossAnchors: Bool, suggestions: Suggestions?) throws {
    self.analysis = analysis
    self.suggestions = suggestions
    (self.isBlind, self.acrossAnchors) = (isBlind, acrossAnchors)
    batches = ProposedBatches(try analysis.trace(), try analysis.operations())
  }

  /// Whether pages follow every answer by themselves.
  var isFresh: Bool { get throws { try analysis.isQuicklyJudged } }

  /// `judged` is how many answers of this sitting stand.
  mutating func follow(_ next: Analysis, judged: Int) throws {
    if try isFresh { refresh(next, judged: judged) } else { stale = judged - judgedThen }
  }

  mutating func refresh(_ next: Analysis, judged: Int) {
    analysis = next
    (stale, judgedThen) = (0, judged)
    weighed = nil
  }

  mutating func page(of candidate: Candidate, number: Int, count: Int) throws -> DeskPage {
    let (first, second) = (Int(candidate.first), Int(candidate.second))
    let texts = (try analysis.content(of: first), try analysis.content(of: second))
    let runs = DeskPage.runs(texts.0, texts.1)
    let opinion = isBlind ? nil : try self.opinion(of: candidate)
    return DeskPage(
      number: number, count: count,
      first: try side(first, runs.first, texts.0, opinion),
      second: try side(second, runs.second, texts.1, opinion),
      opinion: opinion, stale: abs(stale))
  }

  private mutating func side(
    _ operation: Int, _ runs: [DeskPage.Stretch], _ text: String, _ opinion: DeskPage.Opinion?
  )
    throws -> DeskPage.Side
  {
    let trace = try analysis.trace()
    let proposal = Int(try analysis.operations().firstProposal[operation])
    return DeskPage.Side(
      name: try analysis.name(of: operation), type: typeName(proposal, trace),
      anchor: trace.symbols[Int(trace.proposals.anchor[proposal])],
      batches: batches.of(operation).map { trace.batches[Int($0)].number }, runs: runs,
      evidence: try opinion.map { try evidence(of: operation, isAlone: $0.shared != nil) }, text: text)
  }

  private mutating func opinion(of candidate: Candidate) throws -> DeskPage.Opinion {
    let (first, second) = (Int(candidate.first), Int(candidate.second))
    let partition = try analysis.units()
    let units = [first, second].map { Int(partition.unitOf[$0]) }
    let isOne = units[0] == units[1]
    let names = try (analysis.name(of: first), analysis.name(of: second))
    return DeskPage.Opinion(
      kind: try kind(of: candidate, isOne: isOne), cosine: candidate.cosine, tau: analysis.study.settings.tau,
      units: units, wordings: units.map { partition.members(of: $0).count },
      shared: isOne ? try evidence(of: units[0]) : nil,
      traps: try DeskPages.traps(analysis.content(of: first), analysis.content(of: second)),
      suspicion: try isOne ? pairs().suspicion(of: candidate) : nil,
      suggested: suggestions?.of(candidate)?.ruling.rawValue,
      effects: try effects(of: candidate, names.0, names.1), progress: try pairs().progress.line(after: stale)
    )
  }

  private mutating func effects(
    of candidate: Candidate, _ first: OperationName, _ second: OperationName
  ) throws -> CandidateEffects {
    if try isFresh { return try CandidateEffects(of: first, second, on: analysis) }
    var finder = try pairs().finder
    return try CandidateEffects(of: candidate, &finder, on: analysis)
  }

  private mutating func pairs() throws -> WeighedPairs {
    if let weighed { return weighed }
    let made = try WeighedPairs(analysis, acrossAnchors: acrossAnchors)
    weighed = made
    return made
  }

  /// Answers before may have made one unit of two.
  private func kind(of candidate: Candidate, isOne: Bool) throws -> Candidate.Kind {
    let operations = try analysis.operations()
    if isOne { return candidate.kind == .near || candidate.kind == .across ? .merged : candidate.kind }
    let isOneKey = operations.key[Int(candidate.first)] == operations.key[Int(candidate.second)]
    return isOneKey ? .near : .across
  }

  static func traps(_ first: String, _ second: String) -> [String] {
    PairFeatures(first, second).traps.map { $0.words(p: nil) }
  }
}

extension DeskPages {
  private func evidence(of unit: Int) throws -> DeskPage.Course {
    let observations = try analysis.observations()
    let path = try analysis.accumulator().path(of: unit, in: observations)
    return DeskPage.Course(
      ObservedCount(observations, unit: unit), mhat: path.last,
      spark: path.isEmpty ? "" : signedSparkline(path))
  }

  /// Two operations of one unit are judged by what each of them was scored.
  private func evidence(of operation: Int, isAlone: Bool) throws -> DeskPage.Course {
    guard isAlone else { return try evidence(of: Int(analysis.units().unitOf[operation])) }
    let deltas = try analysis.operationDeltas()
    let path = try analysis.accumulator().path(of: deltas.deltas(of: operation)[...])
    return DeskPage.Course(
      ObservedCount(deltas, wording: operation), mhat: path.last,
      spark: path.isEmpty ? "" : signedSparkline(path))
  }
}

/// What the queue knows of the candidates, as of when it was reckoned.
private struct WeighedPairs {
  let progress: QueueProgress
  let finder: ChangeFinder
  private let suspicions: [OperationPair: String]

  init(_ analysis: Analysis, acrossAnchors: Bool) throws {
    progress = try QueueProgress(analysis, acrossAnchors: acrossAnchors)
    finder = try analysis.changeFinder()
    suspicions = try analysis.weighedCandidates().reduce(into: [:]) { found, entry in
      // The page says traps of wording by itself.
      guard let reason = entry.reason, [.sign, .level, .far].contains(reason) else { return }
      let pair = OperationPair(entry.candidate.first, entry.candidate.second)
      found[pair] = reason.words(p: entry.p)
    }
  }

  func suspicion(of candidate: Candidate) -> String? {
    suspicions[OperationPair(candidate.first, candidate.second)]
  }
}
