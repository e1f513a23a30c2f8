import Studies

extension Turn {
  /// A change of what verdicts rest on breaks the seal, and says so.
  mutating func breakSealIfChanged(by statement: String) {
    guard let seal = study.seal, seal.brokenBy == nil, seal.basis != VerdictBasis(study) else { return }
    study.seal?.brokenBy = statement
    warnings.append(
      "this breaks the seal after batch \(seal.after): no batch certifies any more; undo mends it")
  }
}
