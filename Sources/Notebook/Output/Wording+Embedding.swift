import Embedding

extension Wording {
  static func complaint(of fault: ModelFault) -> Complaint {
    switch fault {
    case .missing(let folder, let file):
      Complaint(
        message: "the \(file == "vocab.txt" ? "vocabulary" : "weights") of minilm (\(file)) "
          + "\(file == "vocab.txt" ? "is" : "are") not on this machine",
        details: [folder.map { "looked in \($0)" } ?? "there is no HOME and no XDG_CACHE_HOME to look in"],
        hint: "make model, in the folder of maa's source, fetches them; embed lexical needs none")
    case .damaged(let path, let reason):
      Complaint(
        message: "\(path) is not the file that minilm needs: \(phrase(of: reason))",
        hint: "delete its folder; make model, in the folder of maa's source, fetches it anew")
    }
  }

  private static func phrase(of reason: ModelFault.Reason) -> String {
    switch reason {
    case .tooShort: "it ends too early"
    case .badHeader: "its header cannot be read"
    case .noTensor(let name): "it has no \(name)"
    case .otherShape(let name): "\(name) has another shape or type"
    case .outsideFile(let name): "\(name) does not lie within it"
    case .otherVocabulary: "pieces are missing that every text needs"
    case .otherHash: "its SHA-256 is another"
    }
  }

  static func complaint(of fault: MixedDimensions) -> Complaint {
    Complaint(
      message: "\(fault.embedder) gives vectors of different lengths, \(fault.first) and \(fault.other)",
      hint: "if its model was changed just now, run the statement again")
  }

  static func complaint(of fault: Recorded.Lacking) -> Complaint {
    let all = fault.operations == fault.of
    return Complaint(
      message: all
        ? "the log records no vectors"
        : "\(fault.operations) of \(counted(fault.of, "operation")) have no vector in the log, \(fault.first) first",
      hint: "embed lexical and embed minilm make them from the texts")
  }
}
