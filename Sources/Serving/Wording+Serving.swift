import Answers
import Phrasing

extension ServingFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .noRequest:
      .usage(
        "a request is a JSON object on a line of its own, with \"do\" and \"text\"",
        hint: #"such as {"do":"run","text":"load datasets/kitchen.jsonl"}"#)
    case .noText(let verb): .usage("\(Wording.named(verb)) wants a \"text\"")
    case .unknownRequest(let verb):
      .usage(
        "\(Wording.named(verb)) is no request",
        hint: "requests are \(PipeRequest.verbs.joined(separator: ", "))")
    case .unknownTable(let name, let suggestion):
      Complaint(
        message: "there is no table \(Wording.named(name))",
        hint: suggestion.map { "did you mean \($0)?" } ?? "sql --schema lists the tables")
    case .notOneStatement: .usage("one statement is wanted here")
    case .answerWanted:
      .usage(
        "the review waits for an answer", hint: #"{"do":"answer","text":"quit"} leaves it"#)
    case .nothingToAnswer: .usage("nothing was asked")
    }
  }
}
