import Basics
import Identity
import Judging
import Studies

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
      guard let pair = operations.pair(decision.first, decision.second) else { continue }
      rows.append(try features(Int(pair.low), Int(pair.high)))
      isSame.append(decision.ruling == .same)
    }
    return AnswerModel(rows, isSame: isSame)
  }
}
