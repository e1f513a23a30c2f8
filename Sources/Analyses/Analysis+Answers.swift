import Judging

extension Analysis {
  /// What can be read off two operations, as `AnswerModel` takes it.
  func features(_ first: Int, _ second: Int) throws -> [Double] {
    try PairReading(self).features(first, second)
  }

  /// Of the decisions whose operations the log holds; nil for too few, or where all say the same.
  func answerModel() throws -> AnswerModel? { try look.value(Stages.answerModel) }
}

extension PairReading {
  init(_ analysis: Analysis) throws {
    self.init(try analysis.trace(), try analysis.operations(), try analysis.vectors())
  }
}
