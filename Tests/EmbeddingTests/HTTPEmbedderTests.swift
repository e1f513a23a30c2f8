import Accumulation
import Embedding
import Foundation
import HTTP
import StubServer
import Testing

/// The embedder against a server in this process. Nothing here talks to any other machine.
@Suite struct HTTPEmbedderTests {
  private static let texts = (0..<150).map { "advice \($0)" }

  private func embed(
    _ texts: [String], from server: StubServer, path: String = "", pulse: Pulse = .silent,
    _ adjust: (inout HTTPLimits) -> Void = { _ in }
  ) throws -> Vectors {
    var limits = HTTPLimits()
    limits.firstPause = 0.01
    adjust(&limits)
    let endpoint = try HTTPEndpoint(url: server.url + path, model: "m \"1\"")
    return try HTTPEmbedder(endpoint, limits: limits).embed(texts, pulse: pulse)
  }

  private func fault(_ server: StubServer, _ adjust: (inout HTTPLimits) -> Void = { _ in }) -> HTTPFault? {
    do {
      _ = try embed(["one", "two"], from: server, adjust)
      return nil
    } catch { return error as? HTTPFault }
  }

  /// What is said of an answer that came whole.
  private func flaw(_ server: StubServer) -> Flaw? {
    do {
      _ = try embed(["one", "two"], from: server)
      return nil
    } catch { return (error as? HTTPFault).map(Flaw.answer) ?? (error as? EmbeddingFault).map(Flaw.vectors) }
  }

  enum Flaw: Equatable {
    case answer(HTTPFault)
    case vectors(EmbeddingFault)
  }

  private func unit(_ text: String, dimension: Int = 8) -> [Float] {
    let numbers = StubServer.vector(of: text, dimension: dimension)
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return numbers.map { Float($0 / length) }
  }

  @Test(arguments: [false, true])
  func vectorsComeInTheOrderOfTheTexts(_ isShuffled: Bool) throws {
    let server = try StubServer { request, _ in StubServer.vectors(for: request, isShuffled: isShuffled) }
    let vectors = try embed(Self.texts, from: server)
    #expect(vectors.dimension == 8 && vectors.count == 150)
    for (row, text) in Self.texts.enumerated() {
      let seen = Array(vectors.values[(row * 8)..<(row * 8 + 8)])
      #expect(zip(seen, unit(text)).allSatisfy { abs($0 - $1) < 1e-6 }, "\(text)")
    }
    let requests = server.requests
    #expect(requests.map(\.texts.count) == [64, 64, 22] && requests.flatMap(\.texts) == Self.texts)
    #expect(requests.allSatisfy { $0.line == "POST /v1/embeddings HTTP/1.1" && $0.model == "m \"1\"" })
    #expect(requests.allSatisfy { $0.header("Content-Type") == "application/json" })
  }

  @Test func aPathIsTakenAsItIs() throws {
    let server = try StubServer { request, _ in StubServer.vectors(for: request) }
    _ = try embed(["a"], from: server, path: "/api/embed?version=2")
    #expect(server.requests.map(\.line) == ["POST /api/embed?version=2 HTTP/1.1"])
  }

  @Test func emptyTextsAreNotSentAndEqualOnesOnce() throws {
    let server = try StubServer { request, _ in StubServer.vectors(for: request) }
    let vectors = try embed(["a", "", "b", "a", " \n"], from: server)
    #expect(server.requests.map(\.texts) == [["a", "b"]])
    #expect(vectors.cosine(0, 3) == Cosine(1.0 as Float) && vectors.cosine(0, 1) == .zero)
    #expect(vectors.values[8..<16].allSatisfy { $0 == 0 } && vectors.values[32...].allSatisfy { $0 == 0 })
    #expect(try embed(["", ""], from: server).count == 2 && server.requests.count == 1)
    #expect(try embed([], from: server).count == 0)
  }

  @Test func batchesAreBoundedInBytes() throws {
    let server = try StubServer { request, _ in StubServer.vectors(for: request) }
    let texts = ["\u{1f600}\u{1}\"\\", String(repeating: "x", count: 300_000), "b", "c"]
    #expect(try embed(texts, from: server) { $0.bytesAtOnce = 100 }.count == 4)
    #expect(server.requests.map(\.texts.count) == [1, 1, 2] && server.requests.flatMap(\.texts) == texts)
  }

  @Test(arguments: [429, 500, 502, 503, 504])
  func troubleThatMayPassIsTriedAgain(_ status: Int) throws {
    let server = try StubServer { request, number in
      number < 3 ? .text(status, "later") : StubServer.vectors(for: request)
    }
    #expect(try embed(["a"], from: server).count == 1)
    #expect(server.requests.count == 4)
  }

  @Test func itIsTriedFiveTimes() throws {
    let server = try StubServer { _, _ in .text(503, "{\"error\":{\"message\":\"full\"}}") }
    let expected = HTTPFault.refused(
      host: "127.0.0.1", status: 503, message: "full", tries: 5, sentKey: false)
    #expect(fault(server) == expected)
    #expect(server.requests.count == 5)
  }

  @Test(arguments: [400, 401, 403, 404, 413, 422])
  func whatWillNotPassIsNot(_ status: Int) throws {
    let server = try StubServer { _, _ in .text(status, "{\"detail\":\"no such\\nmodel\"}") }
    let expected = HTTPFault.refused(
      host: "127.0.0.1", status: status, message: "no such model", tries: 1, sentKey: false)
    #expect(fault(server) == expected)
    #expect(server.requests.count == 1)
  }

  @Test func retryAfterIsHonoured() throws {
    let server = try StubServer { request, number in
      number == 0 ? .text(429, "", headers: ["Retry-After: 1"]) : StubServer.vectors(for: request)
    }
    let start = Date()
    #expect(try embed(["a"], from: server).count == 1)
    #expect(Date().timeIntervalSince(start) >= 0.95 && server.requests.count == 2)
    let patient = try StubServer { _, _ in .text(503, "", headers: ["Retry-After: 61"]) }
    #expect(fault(patient) == .longWait(host: "127.0.0.1", seconds: 61) && patient.requests.count == 1)
  }

  @Test func connectionsThatBreakAreTriedAgain() throws {
    let server = try StubServer { request, number in
      number == 0 ? .cut : number == 1 ? .close : StubServer.vectors(for: request)
    }
    #expect(try embed(["a"], from: server).count == 1)
    #expect(server.requests.count == 3)
  }

  @Test func nobodyListens() throws {
    var server: StubServer? = try StubServer { _, _ in .close }
    let url = try #require(server?.url)
    server = nil
    var limits = HTTPLimits()
    limits.firstPause = 0.001
    let embedder = HTTPEmbedder(try HTTPEndpoint(url: url, model: "m"), limits: limits)
    #expect {
      _ = try embedder.embed(["a"], pulse: .silent)
    } throws: { error in
      guard case .noAnswer("127.0.0.1", let reason, 5)? = error as? HTTPFault else { return false }
      return reason.contains("connect")
    }
  }

  @Test func silenceEndsWithTheTimeout() throws {
    let server = try StubServer { _, _ in .silence }
    let start = Date()
    let seen = fault(server) {
      // Long enough for a busy machine to take the connection.
      $0.wholeSeconds = 1
      $0.tries = 3
    }
    guard case .noAnswer(_, let reason, 3)? = seen else {
      Issue.record("\(String(describing: seen))")
      return
    }
    #expect(reason.contains("timed out") && Date().timeIntervalSince(start) < 15)
    #expect(server.requests.count == 3)
  }

  @Test func aBeatStopsIt() throws {
    let server = try StubServer { _, _ in .silence }
    let start = Date()
    let pulse = Pulse { _, _, _ in
      if Date().timeIntervalSince(start) > 0.2 { throw Interrupted() }
    }
    #expect(throws: Interrupted.self) { try embed(["a"], from: server, pulse: pulse) }
    #expect(Date().timeIntervalSince(start) < 0.4)
  }

  @Test func redirectionsAreNotFollowed() throws {
    let other = try StubServer { request, _ in StubServer.vectors(for: request) }
    let place = other.url
    let server = try StubServer { _, _ in .text(307, "", headers: ["Location: \(place)/v1"]) }
    #expect(fault(server) == .redirected(host: "127.0.0.1", to: "\(place)/v1"))
    #expect(other.requests.isEmpty)
  }

  /// What stands in the place of a good answer to two texts, and what is said of it.
  private static let badAnswers: [(String, Flaw)] = [
    ("", .answer(.notJSON(host: host, seen: ""))),
    ("<html>\n <b>busy</b>", .answer(.notJSON(host: host, seen: "<html> <b>busy</b>"))),
    (
      "{\"data\":[{\"index\":0,\"embedding\":[NaN]}",
      .answer(.notJSONNumber(host: host, word: "NaN", byte: 34))
    ),
    (
      entries("0", "[-Infinity]", "1", "[1]"),
      .answer(.notJSONNumber(host: host, word: "-Infinity", byte: 34))
    ),
    ("{\"a\":\"\\\"NaN\"} x", .answer(.notJSON(host: host, seen: "{\"a\":\"\\\"NaN\"} x"))),
    ("{\"data\":[]} x", .answer(.notJSON(host: host, seen: "{\"data\":[]} x"))),
    ("{}", form("the answer", "no data", "a list named data")),
    ("7", form("the answer", "no data", "a list named data")),
    ("{\"error\":{\"message\":\"no model\"}}", form("the answer", "no model", "a list named data")),
    ("{\"data\":{}}", form("data", "an object", "a list")),
    (entries(), .vectors(.wrongCount(host: host, seen: 0, expected: 2))),
    (entries("0", "[1]"), .vectors(.wrongCount(host: host, seen: 1, expected: 2))),
    (entries("0", "[1]", "1", "[1]", "2", "[1]"), .vectors(.wrongCount(host: host, seen: 3, expected: 2))),
    (entries("0", "[1]", "0", "[1]"), form("data[1].index", "0 again", "each text once")),
    (entries("0", "[1]", "2", "[1]"), form("data[1].index", "2.0", "a whole number from 0 to 1")),
    (entries("0", "[1]", "-1", "[1]"), form("data[1].index", "-1.0", "a whole number from 0 to 1")),
    (entries("0", "[1]", "1e300", "[1]"), form("data[1].index", "1e+300", "a whole number from 0 to 1")),
    (entries("\"0\"", "[1]"), .vectors(.wrongCount(host: host, seen: 1, expected: 2))),
    (entries("\"0\"", "[1]", "1", "[1]"), form("data[0].index", "a text", "the number of a text")),
    ("{\"data\":[{\"embedding\":[1]},3]}", form("data[0].index", "nothing", "the number of a text")),
    (entries("0", "\"AACAPw==\"", "1", "[1]"), form("data[0].embedding", "a text", "a list of numbers")),
    (
      entries("0", "[1,null]", "1", "[1,1]"), form("data[0].embedding", "null in a list", "a list of numbers")
    ),
    (entries("0", "[]", "1", "[]"), form("data[0].embedding", "0 numbers", "from 1 to 32768")),
    (entries("0", "[1,2]", "1", "[1]"), .vectors(.dimensions(host: host, first: 2, other: 1))),
    (entries("0", "[1,2]", "1", "[0,0]"), .vectors(.badVector(host: host, text: "two", what: .zero))),
    (entries("0", "[1e39,2]", "1", "[0,1]"), .vectors(.badVector(host: host, text: "one", what: .notFinite))),
    (
      entries("0", "[1e999,2]", "1", "[0,1]"),
      .answer(.notJSON(host: host, seen: entries("0", "[1e999,2]", "1", "[0,1]")))
    ),
  ]
  private static let host = "127.0.0.1"

  private static func form(_ place: String, _ seen: String, _ expected: String) -> Flaw {
    .vectors(.form(host: host, place: place, seen: seen, expected: expected))
  }

  private static func entries(_ parts: String...) -> String {
    let entries = stride(from: 0, to: parts.count, by: 2).map {
      "{\"index\":\(parts[$0]),\"embedding\":\(parts[$0 + 1])}"
    }
    return "{\"data\":[\(entries.joined(separator: ","))]}"
  }

  @Test(arguments: badAnswers.indices) func badAnswersAreSaid(_ number: Int) throws {
    let (body, expected) = Self.badAnswers[number]
    let server = try StubServer { _, _ in .text(200, body) }
    #expect(flaw(server) == expected, "\(body)")
    #expect(server.requests.count == 1)
  }

  @Test func laterBatchesKeepToTheFirstDimension() throws {
    let server = try StubServer { request, number in
      StubServer.vectors(for: request, dimension: number == 0 ? 8 : 9)
    }
    #expect(throws: EmbeddingFault.dimensions(host: "127.0.0.1", first: 8, other: 9)) {
      try embed(Self.texts, from: server)
    }
  }

  @Test func answersAreBounded() throws {
    let server = try StubServer { _, _ in .answer(200, Data(count: 1 << 20)) }
    #expect(fault(server) { $0.answerBytes = 100_000 } == .tooLarge(host: "127.0.0.1", limit: 100_000))
    let deep = try StubServer { _, _ in .text(200, String(repeating: "[", count: 100_000)) }
    guard case .cutOff(_, 100_000, 5)? = fault(deep) else {
      Issue.record("deep nesting was taken")
      return
    }
  }
}
