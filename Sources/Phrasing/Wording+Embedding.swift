import Answers
import Embedding
import Language

extension ModelFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .missing(let folder, let file):
      Complaint(
        message: "the \(file == "vocab.txt" ? "vocabulary" : "weights") of minilm (\(file)) "
          + "\(file == "vocab.txt" ? "is" : "are") not on this machine",
        details: [folder.map { "looked in \($0)" } ?? "there is no HOME and no XDG_CACHE_HOME to look in"],
        hint: "make model, in the folder of maa's source, fetches them; embed lexical needs none")
    case .damaged(let path, let reason):
      Complaint(
        message: "\(path) is not the file that minilm needs: \(reason.phrase)",
        hint: "delete its folder; make model, in the folder of maa's source, fetches it anew")
    }
  }
}

extension ModelFault.Reason {
  fileprivate var phrase: String {
    switch self {
    case .tooShort: "it ends too early"
    case .badHeader: "its header cannot be read"
    case .noTensor(let name): "it has no \(name)"
    case .otherShape(let name): "\(name) has another shape or type"
    case .outsideFile(let name): "\(name) does not lie within it"
    case .otherVocabulary: "pieces are missing that every text needs"
    case .otherHash: "its SHA-256 is another"
    }
  }
}

extension MixedDimensions: Phrased {
  package var complaint: Complaint {
    Complaint(
      message: "\(embedder) gives vectors of different lengths, \(first) and \(other)",
      hint: "if its model was changed just now, run the statement again")
  }
}

extension Recorded.Lacking: Phrased {
  package var complaint: Complaint {
    let all = operations == of
    return Complaint(
      message: all
        ? "the log records no vectors"
        : "\(operations) of \(counted(of, "wording")) have no vector in the log, \(first) first",
      hint: "embed lexical and embed minilm make them from the texts")
  }
}

extension EmbeddingFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .dimensions(let host, let first, let other):
      Complaint(message: "\(host) sends vectors of different lengths, \(first) and \(other)")
    case .wrongCount(let host, let seen, let expected):
      Complaint(message: "\(host) was asked for \(counted(expected, "vector")) and sent \(seen)")
    case .form(let host, let place, let seen, let expected):
      Complaint(message: "\(host) sends no vectors: \(place) is \(seen), not \(expected)")
    case .badVector(let host, let text, .notFinite):
      Complaint(message: "\(host) sends a vector with numbers out of range", details: ["for: \(text)"])
    case .badVector(let host, let text, .zero):
      Complaint(message: "\(host) sends a vector of zeros", details: ["for: \(text)"])
    }
  }
}
