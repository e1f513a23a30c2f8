import Effects
import Files
import JSON

/// A plan of an experiment on disk. What its hash does not hold was edited by hand.
package enum PlanFile {
  /// Throws `ExperimentFault`, or what reading throws. Complexity: O(bytes).
  package static func read(_ path: String) throws -> ExperimentPlan {
    let bytes = try readWhole(path)
    guard let document = JSONDocument(bytes) else {
      throw ExperimentFault.noPlan(path: path, place: "the file", expected: "JSON")
    }
    do {
      let plan = try plan(document.root, path)
      if let fault = plan.fault { throw fault }
      guard plan.text.utf8.elementsEqual(bytes) else { throw ExperimentFault.editedByHand(path: path) }
      return plan
    } catch let mismatch as JSONMismatch {
      throw ExperimentFault.noPlan(
        path: path, place: mismatch.place.isEmpty ? "the file" : mismatch.place, expected: mismatch.expected)
    }
  }

  private static func plan(_ root: JSONValue, _ path: String) throws -> ExperimentPlan {
    guard root["format"]?.text == ExperimentPlan.format, root["version"]?.whole == 1 else {
      throw ExperimentFault.noPlan(
        path: path, place: "format", expected: "\"\(ExperimentPlan.format)\", version 1")
    }
    let items = try root.member("items").demandList().map { value -> ExperimentPlan.TestedItem in
      .init(
        id: try value.member("item").demandText(), rate: try value.member("rate").demandNumber(),
        tasks: value["tasks"]?.whole)
    }
    var plan = ExperimentPlan(
      name: try root.member("name").demandText(), round: try whole(root, "round"),
      seed: try whole(root, "seed"),
      items: items)
    plan.alpha = try root.member("alpha").demandNumber()
    plan.budget = root["budget"]?.whole
    plan.maxLoss = root["max_loss"]?.number
    plan.protected = try texts(root, "protected")
    plan.kept = try texts(root, "kept")
    plan.dropped = try texts(root, "dropped")
    return plan
  }

  private static func whole(_ root: JSONValue, _ name: String) throws -> Int {
    let member = try root.member(name, "a whole number")
    guard let whole = member.whole else { throw member.mismatch(expected: "a whole number") }
    return whole
  }

  private static func texts(_ root: JSONValue, _ name: String) throws -> [String] {
    try root.member(name).demandList().map { value in try value.demandText() }
  }
}
