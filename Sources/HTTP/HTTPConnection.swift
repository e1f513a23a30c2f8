import CCurl
import Glibc

/// How long and how often a server is asked, and how much at once.
package struct HTTPLimits: Sendable {
  package var connectSeconds = 10.0
  package var wholeSeconds = 60.0
  package var tries = 5
  /// Before the second try; twice as long before each further one.
  package var firstPause = 0.5
  /// A server that asks for a longer pause than this is not waited for.
  package var longestPause = 60.0
  package var textsAtOnce = 64
  package var bytesAtOnce = 1 << 18
  package var answerBytes = 1 << 26
  /// Models in use have a few thousand at most.
  package var dimension = 1 << 15

  package init() {}
}

/// What came back: an answer of any status, or the reason why there is none.
struct HTTPAnswer {
  /// 0, or what `CCurl.h` calls the failure.
  var code: Int
  var reason: String
  var status: Int
  var retryAfter: Double
  var redirect: String
  var bytes: [UInt8]
}

/// Requests to a server over connections that are kept between them.
final class HTTPConnection {
  private let curl: OpaquePointer

  init() throws(HTTPFault) {
    guard maa_curl_is_there() != 0 else { throw .noLibrary }
    guard let curl = maa_curl_new() else { throw .outOfMemory }
    self.curl = curl
  }

  deinit { maa_curl_free(curl) }

  /// Sends `body`; `beat` is called some twenty times a second and ends the transfer by throwing.
  func post(
    _ body: [UInt8], to endpoint: HTTPEndpoint, headers: [String], limits: HTTPLimits, beat: () throws -> Void
  ) throws -> HTTPAnswer {
    try withoutActuallyEscaping(beat) { beat in
      let watch = BeatCarrier(beat)
      var answer = send(body, endpoint, headers, limits, watch)
      defer { maa_curl_answer_free(&answer) }
      if let error = watch.error { throw error }
      return HTTPAnswer(answer)
    }
  }

  /// C reads all of these during the call only: strings, headers, body and watch outlive it.
  private func send(
    _ body: [UInt8], _ endpoint: HTTPEndpoint, _ headers: [String], _ limits: HTTPLimits, _ watch: BeatCarrier
  ) -> MaaCurlAnswer {
    var answer = MaaCurlAnswer()
    let lines = headers.map { UnsafePointer(strdup($0)) } + [nil]
    defer { lines.forEach { free(UnsafeMutablePointer(mutating: $0)) } }
    withExtendedLifetime(watch) {
      endpoint.url.withCString { url in
        body.withUnsafeBytes { body in
          lines.withUnsafeBufferPointer { lines in
            var request = MaaCurlRequest()
            request.url = url
            request.body = body.baseAddress?.assumingMemoryBound(to: CChar.self)
            request.body_count = body.count
            // A proxy would be a detour, and could read the key.
            request.is_direct = endpoint.isThisMachine ? 1 : 0
            request.headers = lines.baseAddress
            request.connect_milliseconds = Int(limits.connectSeconds * 1000)
            request.whole_milliseconds = Int(limits.wholeSeconds * 1000)
            request.most_bytes = limits.answerBytes
            request.should_stop = { BeatCarrier.isOver($0) ? 1 : 0 }
            request.context = Unmanaged.passUnretained(watch).toOpaque()
            maa_curl_post(curl, &request, &answer)
          }
        }
      }
    }
    return answer
  }
}

/// Carries what a beat throws over the C code between.
private final class BeatCarrier {
  private let beat: () throws -> Void
  private(set) var error: (any Error)?

  init(_ beat: @escaping () throws -> Void) { self.beat = beat }

  static func isOver(_ context: UnsafeMutableRawPointer?) -> Bool {
    context.map { Unmanaged<BeatCarrier>.fromOpaque($0).takeUnretainedValue().isOver } ?? false
  }

  private var isOver: Bool {
    do { try beat() } catch { self.error = error }
    return error != nil
  }
}

extension HTTPAnswer {
  fileprivate init(_ answer: MaaCurlAnswer) {
    code = Int(answer.code)
    reason = text(of: answer.phrase)
    status = answer.status
    // A day is longer than anybody waits, and whatever a server writes fits a number.
    retryAfter = Double(min(max(0, answer.retry_after), 86_400))
    redirect = text(of: answer.redirect)
    bytes = Array(UnsafeRawBufferPointer(start: answer.bytes, count: answer.count))
  }
}

/// An array of C's characters, up to its zero.
private func text<Characters>(of characters: Characters) -> String {
  withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
