import Embedding
import Foundation
import HTTP
import StubServer
import Testing

@Suite struct HTTPCutOffTests {
  private func embed(_ server: StubServer) throws -> Int {
    var limits = HTTPLimits()
    limits.firstPause = 0.01
    let endpoint = try HTTPEndpoint(url: server.url, model: "m")
    return try HTTPEmbedder(endpoint, limits: limits).embed(["a"], pulse: .silent).count
  }

  /// Where nothing says how long the answer is, an end in the middle looks like an end.
  @Test func answersThatAreCutOffAreTriedAgain() throws {
    let half = Data("{\"data\":[{\"index\":0,\"embedding\":[0.5,0.2".utf8)
    let server = try StubServer { request, number in
      number < 2 ? .unmeasured(half) : StubServer.vectors(for: request)
    }
    #expect(try embed(server) == 1)
    #expect(server.requests.count == 3)
  }

  /// The end may lie in a text, too, or after what would be a whole value.
  @Test(arguments: ["{\"data\":[\"a\\", "{\"data\":[\"a\\\"", "{\"data\":[{}", "[", "{\"a\":\"NaN"])
  func whatIsCutOffEveryTimeIsSaid(_ body: String) throws {
    let server = try StubServer { _, _ in .unmeasured(Data(body.utf8)) }
    let expected = HTTPFault.cutOff(host: "127.0.0.1", bytes: body.utf8.count, tries: 5)
    #expect(throws: expected) { try embed(server) }
    #expect(server.requests.count == 5)
  }
}
