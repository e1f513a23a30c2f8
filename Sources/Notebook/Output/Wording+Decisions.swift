import Accumulation

extension Wording {
  /// Faults of rulings and of files that hold them.
  static func decisions(of fault: StatementFault) -> Complaint? {
    switch fault {
    case .notOfUnit(let operation, let unit):
      Complaint(message: "\(operation) is not in \(unit)", hint: "unit \(unit) lists its members")
    case .nobodyStays(let unit, let members):
      members == 1
        ? Complaint(message: "\(unit) has this member only")
        : Complaint(
          message: "\(unit) would have no member left", hint: "--apart makes a unit of each of them")
    case .oneUnitAlready(let unit): Complaint(message: "both are in \(unit) already")
    case .noDecision(let first, let second):
      Complaint(
        message: "nothing was ruled on just \(first) and \(second)",
        hint: "why \(first) \(second) shows what others say of them; decisions lists them all")
    case .decisionRefused(let place, let contradiction):
      importRefused(place, contradiction)
    case .notDecisions(let place, let seen, let expected):
      Complaint(
        message: "\(place): expected \(expected), found \(seen)",
        hint: "decisions export writes what decisions import reads")
    default: nil
    }
  }

  private static func importRefused(_ place: String, _ contradiction: Contradiction) -> Complaint {
    var complaint = complaint(of: contradiction)
    complaint.message = "\(place): \(complaint.message)"
    complaint.hint = ["nothing was imported", complaint.hint].compactMap { $0 }.joined(separator: "; ")
    return complaint
  }
}
