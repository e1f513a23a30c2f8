import Basics
import Files

/// An address that is told something in JSON and asked nothing: what it answers counts only as yes or no.
package struct Webhook {
  private let endpoint: HTTPEndpoint
  private let connection: HTTPConnection
  private let limits: HTTPLimits

  package init(_ url: String) throws {
    endpoint = try HTTPEndpoint(url: url, model: "webhook", usualPath: "/")
    connection = try HTTPConnection()
    var limits = HTTPLimits()
    (limits.connectSeconds, limits.wholeSeconds, limits.answerBytes) = (5, 10, 1 << 20)
    self.limits = limits
  }

  /// Nil where it was taken; else why not, after three tries.
  package func post(_ text: String, pulse: Pulse) throws -> String? {
    var failure = ""
    for attempt in 0..<3 {
      let answer = try connection.post(
        Array(text.utf8), to: endpoint, headers: ["Content-Type: application/json"], limits: limits
      ) { try pulse.beat("telling", 0, 0) }
      if answer.code == 0, (200..<300).contains(answer.status) { return nil }
      failure = answer.code == 0 ? "it answered \(answer.status)" : answer.reason
      // What it refuses it refuses again.
      if answer.code == 0, answer.status < 500, answer.status != 429 { break }
      if attempt < 2 { pause(milliseconds: 200 << UInt32(attempt)) }
    }
    return "\(endpoint.url) was not told: \(shortened(failure))"
  }
}
