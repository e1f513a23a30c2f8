import Answers
import Identity

extension Contradiction: Phrased {
  package var complaint: Complaint {
    let wish = "\(refused.first) and \(refused.second) cannot be \(refused.ruling.rawValue)"
    guard !chain.isEmpty else { return Complaint(message: "\(wish): they are one wording") }
    let links = chain.map { link in
      "\(link.first) \(link.ruling.rawValue) \(link.second)" + (link.reason.map { "  because \($0)" } ?? "")
    }
    return Complaint(
      message: "\(wish): earlier decisions say otherwise", details: links,
      hint: "undecide takes one of them back; decisions lists them all")
  }
}
