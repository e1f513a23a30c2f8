import Accumulation

extension Analysis {
  /// What can be read off two operations, as `AnswerModel` takes it.
  func features(_ first: Int, _ second: Int) throws -> [Double] {
    let key = try operations().key
    return PairFeatures(try content(of: first), try content(of: second)).vector(
      cosine: try vectors().cosine(first, second).value, sameKey: key[first] == key[second])
  }

  /// Of the decisions whose operations the log holds; nil for too few, or where all say the same.
  func answerModel() throws -> AnswerModel? {
    guard study.decisions.count >= AnswerModel.leastAnswers else { return nil }
    let operations = try operations()
    var rows: [[Double]] = []
    var isSame: [Bool] = []
    for (index, decision) in study.decisions.all.enumerated() {
      if index % 256 == 0 { try pulse.beat("learning", index, study.decisions.count) }
      let (first, second) = (operations.matches(decision.first), operations.matches(decision.second))
      guard first.count == 1, second.count == 1, first != second else { continue }
      rows.append(try features(first[0], second[0]))
      isSame.append(decision.ruling == .same)
    }
    return AnswerModel(rows, isSame: isSame)
  }
}
