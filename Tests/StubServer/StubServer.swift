import Foundation
import Glibc

/// A server on 127.0.0.1 that does what a test tells it to, and remembers what it was asked.
///
/// Unchecked, because what changes is touched under the lock only.
package final class StubServer: @unchecked Sendable {
  package struct Request: Sendable {
    /// `POST /v1/embeddings HTTP/1.1`.
    package let line: String
    package let headers: [String]
    package let body: Data

    /// The texts that vectors are wanted for.
    package var texts: [String] { (json["input"] as? [String]) ?? [] }
    package var model: String { (json["model"] as? String) ?? "" }
    private var json: [String: Any] {
      ((try? JSONSerialization.jsonObject(with: body)) as? [String: Any]) ?? [:]
    }

    package func header(_ name: String) -> String? {
      headers.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }.map {
        String($0.dropFirst(name.count + 1)).trimmingCharacters(in: .whitespaces)
      }
    }
  }

  package enum Reply: Sendable {
    case answer(Int, headers: [String] = [], Data)
    /// Announces a body and closes the connection in its middle.
    case cut
    /// A body whose length only the end of the connection tells.
    case unmeasured(Data)
    /// Closes the connection without a word.
    case close
    /// Says nothing until the test is over.
    case silence

    package static func text(_ status: Int, _ text: String, headers: [String] = []) -> Reply {
      .answer(status, headers: headers, Data(text.utf8))
    }
  }

  package private(set) var port = 0
  private let listener: Int32
  private let lock = NSLock()
  private var seen: [Request] = []
  private var silent: [Int32] = []
  private let reply: @Sendable (Request, Int) -> Reply

  /// `reply` gets each request and how many came before it.
  package init(_ reply: @escaping @Sendable (Request, Int) -> Reply) throws {
    self.reply = reply
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    listener = socket
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, length) == 0 && getsockname(socket, address, &length) == 0
      }
    }
    guard isBound, listen(socket, 256) == 0 else { throw StubFailure() }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while case let connection = accept(socket, nil, nil), connection >= 0 {
        guard let self else {
          close(connection)
          return
        }
        Thread.detachNewThread { self.serve(connection) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    for connection in silent { close(connection) }
  }

  package var url: String { "http://127.0.0.1:\(port)" }

  package var requests: [Request] { lock.withLock { seen } }

  private func serve(_ connection: Int32) {
    guard let request = StubServer.read(connection) else {
      close(connection)
      return
    }
    let number = lock.withLock {
      seen.append(request)
      return seen.count - 1
    }
    switch reply(request, number) {
    case .answer(let status, let headers, let body):
      let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.count)", "Connection: close"] + headers
      StubServer.write(Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body, to: connection)
    case .cut:
      StubServer.write(Data("HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n{\"data\":".utf8), to: connection)
    case .unmeasured(let body):
      StubServer.write(Data("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n".utf8) + body, to: connection)
    case .close: break
    case .silence:
      lock.withLock { silent.append(connection) }
      return
    }
    // What the other side still sends must be taken, or closing resets the connection.
    shutdown(connection, Int32(SHUT_WR))
    close(connection)
  }

  private static func write(_ data: Data, to connection: Int32) {
    var rest = Array(data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func read(_ connection: Int32) -> Request? {
    var data = Data()
    let gap = Data("\r\n\r\n".utf8)
    while true {
      if let end = data.range(of: gap) {
        let head = String(decoding: data[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let request = Request(line: head[0], headers: Array(head.dropFirst()), body: Data())
        let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
        if data.count - end.upperBound >= length {
          return Request(
            line: head[0], headers: request.headers, body: Data(data[end.upperBound...].prefix(length)))
        }
      }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      data.append(contentsOf: chunk[..<count])
    }
  }
}

struct StubFailure: Error {}

extension StubServer {
  /// A vector that depends on the text alone, of no particular length.
  package static func vector(of text: String, dimension: Int = 8) -> [Double] {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (0..<dimension).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 30) - 1
    }
  }

  /// What a server that works answers; `isShuffled` turns the order round.
  package static func vectors(
    for request: Request, dimension: Int = 8, isShuffled: Bool = false
  ) -> Reply {
    var entries = request.texts.enumerated().map { index, text in
      let numbers = vector(of: text, dimension: dimension).map { "\($0)" }.joined(separator: ",")
      return "{\"object\":\"embedding\",\"embedding\":[\(numbers)],\"index\":\(index)}"
    }
    if isShuffled { entries.reverse() }
    return .text(
      200, "{\"object\":\"list\",\"data\":[\n\(entries.joined(separator: ",\n"))],\"model\":\"m\"}\n")
  }
}
