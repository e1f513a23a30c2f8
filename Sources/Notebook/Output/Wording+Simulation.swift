extension Wording {
  /// Faults of simulated worlds and of the truth that figures of quality need.
  static func simulation(of fault: StatementFault) -> Complaint? {
    switch fault {
    case .sharesExceedOne(let flags, let sum):
      Complaint(
        message: "\(flags.joined(separator: ", ")) are shares of one whole and make \(sum) together",
        hint: "those not given keep their defaults, which help simulate shows")
    case .oneSceneOnly:
      Complaint(
        message: "operations that depend on the scene need two scenes",
        hint: "--scenes 2, or --scene-specific 0")
    case .noTruth(let field):
      Complaint(
        message: "the log's labels say nothing of \(field)",
        hint: "label records hold the truth that quality compares with; simulate writes logs that have them")
    default: nil
    }
  }
}
