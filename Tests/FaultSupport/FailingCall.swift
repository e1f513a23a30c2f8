import Files

/// Lets the calls before one go on, makes that one fail, and lets those after it go on.
package final class FailingCall: FaultPlan {
  private let number: Int
  private let fault: FaultOutcome
  private var count = 0
  /// The call that failed; nil where there were not so many.
  package private(set) var hit: FileCall?

  package init(_ number: Int, _ fault: FaultOutcome) { (self.number, self.fault) = (number, fault) }

  package func outcome(of call: FileCall, path: String, count size: Int) -> FaultOutcome {
    count += 1
    guard count == number else { return .goesOn }
    hit = call
    if case .shortens(let most) = fault { return size > most ? .shortens(most) : .goesOn }
    return fault
  }

  package func made(_ call: FileCall, path: String, descriptor: Int32, succeeded: Bool) {}
}
