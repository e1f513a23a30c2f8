import Answers
import HTTP
import Language

extension HTTPFault: Phrased {
  package var complaint: Complaint {
    var complaint = told
    complaint.isSecret = mayConcernSecret
    return complaint
  }

  private var told: Complaint {
    switch self {
    case .badURL(let flaw): flaw.complaint
    case .emptyModel: Complaint(message: "--model names no model")
    case .badVariableName:
      Complaint(
        message: "--key-env wants the name of an environment variable that is set, not a key",
        hint: "letters, digits and _; the key itself is never recorded")
    case .noLibrary:
      Complaint(
        message: "embed http needs libcurl, which is not installed", hint: "apt-get install libcurl4")
    case .noKey(let variable):
      Complaint(message: "the environment variable \(variable) holds no key", hint: "export \(variable)=…")
    case .badKey(let variable):
      Complaint(message: "the key in \(variable) holds characters that no key has, such as a space")
    case .outOfMemory: Complaint(message: "there is not enough memory for a request")
    case .noAnswer(let host, let reason, let tries):
      Complaint(message: "no answer from \(host)\(HTTPFault.times(tries)): \(reason)")
    case .redirected(let host, let to):
      Complaint(
        message: "\(host) redirects to another address", details: [to], hint: "name that one, if you trust it"
      )
    case .refused(let host, let status, let message, let tries, let sentKey):
      Complaint(
        message: "\(host) answers \(status)\(HTTPFault.phrase(status))\(HTTPFault.times(tries))",
        details: message.isEmpty ? [] : [message], hint: HTTPFault.advice(status, sentKey))
    case .longWait(let host, let seconds):
      Complaint(message: "\(host) asks to wait \(counted(seconds, "second"))", hint: "try again then")
    case .tooLarge(let host, let limit):
      Complaint(message: "the answer of \(host) has more than \(limit >> 20) MB")
    case .notJSON(let host, let seen):
      Complaint(
        message: "\(host) does not answer in JSON", details: seen.isEmpty ? ["the answer is empty"] : [seen],
        hint: "does the address end in /v1/embeddings, or in /v1/chat/completions for a chat model?")
    case .notJSONNumber(let host, let word, let byte):
      Complaint(
        message: "\(host) sends \(word) at byte \(byte), which is no number in JSON",
        hint: "the model failed on one of the texts: its own log may say on which")
    case .cutOff(let host, let bytes, let tries):
      Complaint(
        message: "the answer of \(host) was cut off after \(counted(bytes, "byte"))\(HTTPFault.times(tries))")
    }
  }

  private static func times(_ tries: Int) -> String { tries == 1 ? "" : " after \(tries) tries" }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 400: " (bad request)"
    case 401: " (not authorized)"
    case 403: " (forbidden)"
    case 404: " (not found)"
    case 429: " (too many requests)"
    case 500...599: " (trouble on the server)"
    default: ""
    }
  }

  private static func advice(_ status: Int, _ sentKey: Bool) -> String? {
    switch status {
    case 401, 403:
      sentKey
        ? "the key that was sent is not accepted"
        : "no key was sent: --key-env NAME says which variable holds it"
    case 404: "the address is taken as it is: does it end in /v1/embeddings, or in /v1/chat/completions?"
    default: nil
    }
  }
}

extension HTTPFault.URLFlaw {
  fileprivate var complaint: Complaint {
    switch self {
    case .characters:
      Complaint(
        message: "the address holds characters that an address cannot have",
        hint: "write others than plain ASCII as %xx, without #")
    case .scheme: Complaint(message: "an address begins with http:// or https://")
    case .host: Complaint(message: "the address has no valid host and port", hint: "http://127.0.0.1:8080")
    case .password:
      Complaint(
        message: "the address holds a user name or password, which would be recorded",
        hint: "put a key into an environment variable, and name it with --key-env")
    case .secret:
      Complaint(
        message: "the address holds a key or the like, which would be recorded",
        hint: "put it into an environment variable, and name that with --key-env")
    }
  }
}
