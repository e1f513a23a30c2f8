import Answers
import Characters
import Effects
import Language

extension ExperimentFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .badRate(let item, let rate):
      Complaint(
        message:
          "the rate of \(visible(item)) is \(shortNumber(rate)); a lot needs one between 0 and 1, both left out",
        hint: "what shall always be there is protected: experiment design --protect ITEM")
    case .itemTwice(let item): Complaint(message: "the plan names \(visible(item)) twice")
    case .protectedItem(let item):
      Complaint(message: "the plan holds out \(visible(item)), which it protects")
    case .unknownItems(let items):
      Complaint(
        message:
          "the log has no \(items.count == 1 ? "item" : "items") \(items.prefix(5).map(visible).joined(separator: ", "))",
        hint: "effects lists the items that tasks name")
    case .nothingToTest:
      Complaint(
        message: "there is no item to test: none stood in a context, or all are certified or protected",
        hint: "effects says what is known of each")
    case .tooDear(let maxLoss):
      Complaint(
        message:
          "holding any item out of one task in twenty may cost a task more than the \(shortNumber(maxLoss)) of --max-loss",
        hint: "allow more, or test fewer items (--protect)")
    case .assignedTwice(let task, let item):
      Complaint(
        message: "task \(visible(task)) had \(visible(item)) in one record and was held out of it in another",
        hint: "a plan gives one answer for a task: tries of one task need names of their own")
    case .editedByHand(let path):
      Complaint(
        message: "\(path) is not as it was made: its hash does not hold",
        hint: "lots that were drawn need the plan that they were drawn by; experiment next makes another one")
    case .noPlan(let path, let place, let expected):
      Complaint(
        message: "\(path) is no plan: \(visible(place)) should be \(expected)",
        hint: "experiment design --to FILE makes one")
    case .noTasks:
      Complaint(
        message: "no task of the log is of this plan",
        hint: "a task's field arm names its plan; --all checks tasks whatever they name")
    }
  }
}
