import Basics
import TraceLogs

/// Makes plans of what is known so far.
public struct ExperimentDesign: Sendable {
  public let effects: ItemEffects
  public var protected: [String] = []
  public var budget: Int?
  public var maxLoss: Double?
  public var seed = 1
  public var name = "experiment"

  public init(_ effects: ItemEffects) { self.effects = effects }

  /// What stands beside each item of a plan.
  public struct Reason: Sendable, Equatable {
    public let id: String
    public let outlook: ItemOutlook
    public let held: Double
    /// Expected gain per task to come, for each task that is likely to be spent on it.
    public let valuePerTask: Double
    public let tasks: Int?
  }

  public struct Made: Sendable {
    public let plan: ExperimentPlan
    /// In the order of the plan's items.
    public let reasons: [Reason]
    /// What holding out may cost a task.
    public let loss: Double
    /// Items that the bound on loss leaves no room for.
    public var tooDear = 0
  }

  /// A first plan.
  public func first() throws(ExperimentFault) -> Made {
    var plan = ExperimentPlan(name: name, seed: seed, items: [])
    (plan.budget, plan.maxLoss, plan.protected, plan.alpha) = (
      budget, maxLoss, protected, effects.terms.alpha
    )
    let known = Set(effects.effects.map { id($0.item) })
    let strangers = protected.filter { !known.contains($0) }
    guard strangers.isEmpty else { throw .unknownItems(strangers) }
    return try made(plan, candidates: effects.effects.filter { !protected.contains(id($0.item)) })
  }

  /// The next round of a plan: certified items leave, those that harm are dropped, and rates follow what is known. Each round
  /// has lots of its own, because a task that comes again would else be drawn the same again.
  public func next(after plan: ExperimentPlan) throws(ExperimentFault) -> Made {
    let byID = Dictionary(effects.effects.map { (id($0.item), $0) }, uniquingKeysWith: { first, _ in first })
    let strangers = plan.items.map(\.id).filter { byID[$0] == nil }
    guard strangers.isEmpty else { throw .unknownItems(strangers) }
    var next = plan
    (next.round, next.seed) = (plan.round + 1, plan.seed + 1)
    let stem = plan.name.split(separator: "/").first.map(String.init) ?? plan.name
    next.name = "\(stem)/\(next.round)"
    let items = plan.items.compactMap { byID[$0.id] }
    next.kept += items.filter { $0.verdict == .helps }.map { id($0.item) }
    next.dropped += items.filter { $0.verdict == .harms }.map { id($0.item) }
    return try made(next, candidates: items)
  }

  private func made(_ plan: ExperimentPlan, candidates: [ItemEffect]) throws(ExperimentFault) -> Made {
    let wanted = candidates.filter { $0.verdict != .helps && $0.verdict != .harms }
      .map { ItemOutlook($0, tasks: effects.sheet.count, width: effects.sheet.scale.width) }
      .filter { $0.use > 0 }
    let outlooks = HoldingRates.affordable(wanted, maxLoss: bound(plan))
    guard !outlooks.isEmpty else {
      var plan = plan
      plan.items = []
      guard plan.round > 1 else {
        throw wanted.isEmpty ? .nothingToTest : .tooDear(maxLoss: plan.maxLoss ?? 0)
      }
      return Made(plan: plan, reasons: [], loss: 0, tooDear: wanted.count)
    }
    var (rates, reasons) = weighed(outlooks, plan)
    if let budget = plan.budget {
      // What will have no answer within the budget is not worth its loss, unless that is all there is.
      let within = outlooks.filter { outlook in
        reasons.contains { $0.outlook.item == outlook.item && ($0.tasks ?? .max) <= budget }
      }
      if !within.isEmpty { (rates, reasons) = weighed(within, plan) }
    }
    var plan = plan
    plan.items = reasons.map { .init(id: $0.id, rate: 1 - $0.held, tasks: $0.tasks) }
    return Made(
      plan: plan, reasons: reasons, loss: rates.loss * effects.sheet.scale.width,
      tooDear: wanted.count - outlooks.count)
  }

  private func weighed(_ outlooks: [ItemOutlook], _ plan: ExperimentPlan) -> (HoldingRates, [Reason]) {
    let rates = HoldingRates(outlooks, maxLoss: bound(plan))
    let reasons = zip(outlooks, rates.held).map { reason($0, held: $1, plan, hypotheses: outlooks.count) }
    return (rates, reasons.sorted { ($1.valuePerTask, $0.id) < ($0.valuePerTask, $1.id) })
  }

  private func bound(_ plan: ExperimentPlan) -> Double? {
    plan.maxLoss.map { $0 / effects.sheet.scale.width }
  }

  private func reason(_ outlook: ItemOutlook, held: Double, _ plan: ExperimentPlan, hypotheses: Int) -> Reason
  {
    let tasks = outlook.tasksToVerdict(held: held, hypotheses: hypotheses, alpha: plan.alpha)
    return Reason(
      id: id(outlook.item), outlook: outlook, held: held,
      valuePerTask: tasks.map { outlook.valueOfAnswer / Double(max(1, $0)) } ?? 0, tasks: tasks)
  }

  private func id(_ item: Int32) -> String { effects.sheet.log.symbols[Int(item)] }
}
