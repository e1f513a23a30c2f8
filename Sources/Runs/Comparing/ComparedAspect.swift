import Analyses
import Basics
import Identity
import Language
import Memory
import Scoring
import Sessions
import Studies
import TraceLogs

/// What two sessions are compared in. Each is names with values, so that what differs can be said name by name.
enum ComparedAspect: String, CaseIterable {
  case inputs, parameters, settings, decisions, units, verdicts, memory

  /// In a fixed order.
  func values(of study: Study, in session: Session) throws -> [(name: String, value: String)] {
    switch self {
    case .inputs: return study.inputs.map { ($0.path, String($0.sha256.prefix(16))) }
    case .parameters: return study.parameters.names.map { ($0, study.parameters[$0]?.text ?? "") }
    case .settings: return SettingName.allCases.map { ($0.rawValue, $0.text(in: study.settings)) }
    case .decisions:
      return study.decisions.all.map { ("\($0.first) \($0.second)", $0.ruling.rawValue) }
    case .units, .verdicts, .memory:
      guard study.log != nil else { return [] }
      return try values(session.analysis(of: study))
    }
  }

  private func values(_ analysis: Analysis) throws -> [(name: String, value: String)] {
    if self == .memory { return try analysis.replay().bank.items.map { ($0.id, $0.content) } }
    let (partition, operations) = (try analysis.units(), try analysis.operations())
    let verdicts = self == .verdicts ? try analysis.verdicts().verdict : []
    return try (0..<partition.unitCount).map { unit in
      let founder = try analysis.name(of: Int(partition.founder[unit])).description
      if self == .verdicts { return (founder, verdicts[unit].rawValue) }
      let members = partition.members(of: unit).map { operations.name(of: Int($0)).description }
      return (founder, members.joined(separator: " "))
    }
  }
}
