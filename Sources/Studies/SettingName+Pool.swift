import Language
import Memory

/// The settings of pool and memory.
extension SettingName {
  var poolSummary: String {
    switch self {
    case .floor: "a unit whose m̂ is lower leaves the pool"
    case .capacity: "how many units the pool holds"
    case .maxAge: "for how many steps a unit may go unselected"
    case .kMin: "how many units are selected in a step, at least"
    case .kMax: "how many units are selected in a step, at most"
    case .rMax: "share of the bank that may be edited in a step, at first"
    case .rMin: "share of the bank that may be edited in a step, at the end"
    case .reading: "how pool and replay go: maa, or paper, Appendix A to the letter"
    case .epsilon: "by how much an eval must exceed the best one, under reading paper; from 0"
    case .patience: "after how many evals that do not the run ends, under reading paper; from 1, or none"
    default: "whether a unit that memory follows already competes for a place or passes"
    }
  }

  package func poolText(in rules: PoolRules) -> String {
    switch self {
    case .floor: shown(rules.floor)
    case .capacity: "\(rules.capacity)"
    case .maxAge: "\(rules.maxAge)"
    case .kMin: "\(rules.kMin)"
    case .kMax: "\(rules.kMax)"
    case .rMax: shown(rules.rMax)
    case .rMin: shown(rules.rMin)
    case .reading: rules.reading.rawValue
    case .epsilon: shown(rules.epsilon)
    case .patience: rules.patience.map { "\($0)" } ?? "none"
    default: rules.standing.rawValue
    }
  }

  func setPool(_ text: String, in rules: inout PoolRules) throws {
    switch self {
    case .floor:
      guard let floor = decimal(text) else { throw bad(text, "a number") }
      rules.floor = floor
    case .capacity: rules.capacity = try whole(text, from: 1)
    case .maxAge: rules.maxAge = try whole(text, from: 1)
    case .kMin:
      let kMin = try whole(text, from: 0)
      guard kMin <= rules.kMax else { throw crossed("\(kMin)", .kMax, rules) }
      rules.kMin = kMin
    case .kMax:
      let kMax = try whole(text, from: 0)
      guard kMax >= rules.kMin else { throw crossed("\(kMax)", .kMin, rules) }
      rules.kMax = kMax
    case .rMax:
      let rMax = try share(text)
      guard rMax >= rules.rMin else { throw crossed("\(rMax)", .rMin, rules) }
      rules.rMax = rMax
    case .rMin:
      let rMin = try share(text)
      guard rMin <= rules.rMax else { throw crossed("\(rMin)", .rMax, rules) }
      rules.rMin = rMin
    case .reading, .epsilon, .patience: try setReading(text, in: &rules)
    default: rules.standing = try standing(text)
    }
  }

  private func setReading(_ text: String, in rules: inout PoolRules) throws {
    switch self {
    case .epsilon:
      guard let epsilon = decimal(text), epsilon >= 0 else { throw bad(text, "a number from 0") }
      rules.epsilon = epsilon
    case .patience: rules.patience = text == "none" ? nil : try whole(text, from: 1)
    default:
      guard let reading = PoolRules.Reading(rawValue: text) else { throw bad(text, "maa or paper") }
      rules.reading = reading
    }
  }

  private func crossed(_ seen: String, _ other: SettingName, _ rules: PoolRules) -> StudyFault {
    .crossedBounds(
      name: rawValue, seen: seen, other: other.rawValue, bound: other.poolText(in: rules))
  }

  private func whole(_ text: String, from least: Int) throws -> Int {
    guard let value = Int(text), (least...Int(Int32.max)).contains(value) else {
      throw bad(text, "a whole number from \(least)")
    }
    return value
  }

  private func standing(_ text: String) throws -> PoolRules.Standing {
    guard let standing = PoolRules.Standing(rawValue: text) else { throw bad(text, "competes or passes") }
    return standing
  }

  private func share(_ text: String) throws -> Double {
    guard let value = decimal(text), (0...1).contains(value) else { throw bad(text, "a number from 0 to 1") }
    return value
  }
}
