import Answers
import Studies

extension StudyFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .crossedBounds(let name, let seen, let other, let bound):
      Complaint(message: "\(name) cannot be \(seen): \(other) is \(bound)", hint: "set \(other) first")
    case .embedderWantsWords(let kind):
      Complaint(message: "embedder cannot be \(kind) by its name alone", hint: EmbedderChoice.httpUsage)
    case .onlyVectorsOfTheLog:
      Complaint(
        message: "recorded has vectors of the log's wordings only, none of other texts",
        hint: "embed lexical and embed minilm make them from any text")
    case .networkNotAllowed:
      Complaint(
        message: "this session may not use the network",
        hint: "start maa with --allow-network to let it send the log's texts to the servers it names")
    case .sharesExceedOne(let flags, let sum):
      Complaint(
        message: "\(flags.joined(separator: ", ")) are shares of one whole and make \(sum) together",
        hint: "those not given keep their defaults, which help simulate shows")
    case .oneSceneOnly:
      Complaint(
        message: "operations that depend on the scene need two scenes",
        hint: "--scenes 2, or --scene-specific 0")
    case .isAnInput(let path):
      Complaint(message: "\(path) was loaded into this study and is not written over")
    case .notDecisions(let place, let seen, let expected):
      Complaint(
        message: "\(place): expected \(expected), found \(seen)",
        hint: "decisions export writes what decisions import reads")
    }
  }
}
