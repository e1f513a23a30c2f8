import Basics
import CCurl
import Files
import Glibc
import JSON

/// Whoever wants to know of every single try: before it, and when it came to nothing. What it throws ends the trying.
package struct TryWatch {
  package var begins: () throws -> Void = {}
  package var failed: (HTTPFault) throws -> Void = { _ in }

  package init() {}
}

/// Asks a server, and asks again where that may help: when it is busy, in trouble, or out of reach.
package struct HTTPClient {
  package let endpoint: HTTPEndpoint
  package let limits: HTTPLimits
  private let key: APIKey?
  private let connection: HTTPConnection
  /// Spreads the pauses. A fixed sequence: it bears on no result.
  private var randomness: Randomness

  /// What the pulse is told.
  private let stage: String

  /// Clients that ask the same server at the same time get a `lane` each, so that they do not come back together.
  package init(_ endpoint: HTTPEndpoint, _ limits: HTTPLimits, stage: String, lane: Int = 0)
    throws(HTTPFault)
  {
    randomness = Randomness(seed: UInt64(lane), purpose: 0x6874_7470)
    self.stage = stage
    self.endpoint = endpoint
    self.limits = limits
    key = try APIKey.read(for: endpoint)
    connection = try HTTPConnection()
  }

  /// The first good answer's JSON. `beat` gets a phrase for what is going on.
  package mutating func answer(
    to body: [UInt8], watch: TryWatch = TryWatch(), beat: (String) throws -> Void
  ) throws -> JSONDocument {
    var tries = 1
    while true {
      try watch.begins()
      let answer = try connection.post(body, to: endpoint, headers: headers, limits: limits) {
        try beat(stage)
      }
      let fault: HTTPFault
      switch document(of: answer, tries) {
      case .success(let document): return document
      case .failure(let reason): fault = reason
      }
      try watch.failed(fault)
      guard tries < limits.tries, HTTPClient.mayPass(answer, fault) else { throw fault }
      guard answer.retryAfter <= limits.longestPause else {
        throw HTTPFault.longWait(host: endpoint.host, seconds: Int(answer.retryAfter))
      }
      let pause = answer.retryAfter > 0 ? answer.retryAfter : backOff(after: tries)
      tries += 1
      try wait(pause) { try beat("\(stage) (try \(tries) of \(limits.tries))") }
    }
  }

  private var headers: [String] {
    // Without the empty one, libcurl asks leave before it sends a long body, and waits for it.
    ["Content-Type: application/json", "Accept: application/json", "Expect:"]
      + (key.map { [$0.header] } ?? [])
  }

  /// Twice as long each time, give or take a quarter, so that many clients do not come back at once.
  private mutating func backOff(after tries: Int) -> Double {
    limits.firstPause * Double(1 << min(tries - 1, 16)) * (0.75 + 0.5 * randomness.uniform())
  }

  private func wait(_ seconds: Double, beat: () throws -> Void) throws {
    let end = monotonicSeconds() + seconds
    while case let left = end - monotonicSeconds(), left > 0 {
      try beat()
      usleep(UInt32(min(left, 0.05) * 1_000_000))
    }
  }

  private static func mayPass(_ answer: HTTPAnswer, _ fault: HTTPFault) -> Bool {
    if case .cutOff = fault { return true }
    if answer.code == 0 { return [408, 429].contains(answer.status) || (500...599).contains(answer.status) }
    return [
      MAA_CURL_NO_HOST, MAA_CURL_NO_CONNECTION, MAA_CURL_PARTIAL, MAA_CURL_TIMED_OUT, MAA_CURL_GOT_NOTHING,
      MAA_CURL_SEND_FAILED, MAA_CURL_RECEIVE_FAILED, MAA_CURL_STREAM_FAILED,
    ].contains(answer.code)
  }
}

extension HTTPClient {
  /// Whole answers only: a server that closes a connection early may not have said how long its answer is.
  private func document(of answer: HTTPAnswer, _ tries: Int) -> Result<JSONDocument, HTTPFault> {
    if let fault = fault(of: answer, tries) { return .failure(fault) }
    guard let document = JSONDocument(answer.bytes) else {
      return .failure(fault(ofText: answer.bytes, tries))
    }
    return .success(document)
  }

  private func fault(ofText bytes: [UInt8], _ tries: Int) -> HTTPFault {
    switch JSONFlaw.find(in: bytes) {
    case .cutOff: .cutOff(host: endpoint.host, bytes: bytes.count, tries: tries)
    case .number(let word, let byte): .notJSONNumber(host: endpoint.host, word: word, byte: byte)
    case nil: .notJSON(host: endpoint.host, seen: seen(beginning(of: bytes)))
    }
  }

  private func fault(of answer: HTTPAnswer, _ tries: Int) -> HTTPFault? {
    switch answer.code {
    case 0: break
    case MAA_CURL_TOO_LARGE: return .tooLarge(host: endpoint.host, limit: limits.answerBytes)
    case MAA_CURL_NO_MEMORY: return .outOfMemory
    default: return .noAnswer(host: endpoint.host, reason: seen(answer.reason), tries: tries)
    }
    if (200..<300).contains(answer.status) { return nil }
    if (300..<400).contains(answer.status), !answer.redirect.isEmpty {
      return .redirected(host: endpoint.host, to: seen(answer.redirect))
    }
    return .refused(
      host: endpoint.host, status: answer.status, message: message(in: answer.bytes), tries: tries,
      sentKey: key != nil)
  }

  /// What a server says of its refusal, in one of the usual places, or else the page as it came.
  private func message(in bytes: [UInt8]) -> String {
    let root = JSONDocument(bytes)?.root
    let places = [root?["error"]?["message"], root?["error"], root?["message"], root?["detail"]]
    let message = places.lazy.compactMap { $0?.text }.first
    return seen(message ?? beginning(of: bytes))
  }

  /// Far more than is shown, so that no key is cut in two before it is taken out.
  func beginning(of bytes: [UInt8]) -> String { String(decoding: bytes.prefix(1 << 16), as: UTF8.self) }

  /// Text from outside, without the key, on one short line.
  package func seen(_ text: String) -> String { shortened(key?.hidden(in: text) ?? text) }
}
