import Answers
import Channels
import Characters
import Language

extension ChannelFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .networkNotAllowed:
      Complaint(
        message: "this session may not use the network",
        hint: "start maa with --allow-network to let it send prompts to the servers it names")
    case .noModel(let channel):
      Complaint(message: "no model is named for \(channel)", hint: "model URL --name NAME --for \(channel)")
    case .capReached(let cap, let spent, let most):
      Complaint(
        message: "the next call might pass the cap: \(spent) of \(most) \(cap.unit) are used",
        hint: "what was asked is kept; optimize --resume --max-\(cap.rawValue) N goes on")
    case .noPrice(let model):
      Complaint(
        message: "there is no price for \(model), so that no cap on money can hold",
        hint: "--prices FILE names one: {\"\(model)\": {\"in\": 0.15, \"out\": 0.6}} for a million tokens")
    case .badPrices(let path, let seen, let expected):
      Complaint(message: "\(path): expected \(expected), found \(visible(seen))")
    case .badCassette(let path, let line):
      Complaint(message: "\(path):\(line): this is no line of a cassette")
    case .missed(let path, let place, let nearest):
      Complaint(
        message: "\(path) holds no answer to what is asked at \(place)", details: nearest.map { visible($0) },
        hint: "with --allow-network what is missing is asked for and kept")
    case .noCassette(let path): Complaint(message: "there is no cassette \(path)")
    case .cassetteInUse(let path): Complaint(message: "another run writes \(path)")
    case .cassetteNotEmpty(let path):
      Complaint(message: "\(path) holds answers already", hint: "--cassette-mode extend asks what it lacks")
    case .silence(let count, let reason):
      Complaint(
        message: "\(counted(count, "question")) in a row had no answer", details: [visible(reason)],
        hint: "what was answered is kept; optimize --resume goes on")
    case .noForm(let model, let seen):
      Complaint(message: "\(model) answers in no form", details: seen.isEmpty ? [] : [visible(seen)])
    }
  }
}

extension ChannelFault.Cap {
  fileprivate var unit: String { self == .cost ? "(money)" : rawValue }
}
