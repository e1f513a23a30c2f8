import Files
import JSON
import Synchronization

/// All questions of a run with their answers, in a file of JSON Lines that grows as they come. What stands here is never asked
/// again: a run that goes on after a crash, and one that is replayed without a network, find it.
package final class Cassette: Sendable {
  /// How a run uses it.
  package enum Mode: String, Sendable, CaseIterable {
    /// Asks all, into a file that is new.
    case record
    /// Asks nothing: what is missing is a fault.
    case replay
    /// Asks what is missing, and keeps it.
    case extend
  }

  struct State: ~Copyable {
    var kept: [CassetteLine.Name: CassetteLine] = [:]
    var usage = UsageSums()
    /// Which model first answered each channel's model.
    var served: [String: String] = [:]
    /// Nil where nothing is written.
    var file: SyncedFile?
    var isSynced = true
  }

  package let path: String
  package let mode: Mode
  private let state: Mutex<State>

  package static let heading = "{\"kind\":\"cassette\",\"version\":1}\n"

  package init(_ path: String, _ mode: Mode) throws {
    (self.path, self.mode) = (path, mode)
    var state = State()
    let bytes: [UInt8]
    if mode == .replay {
      bytes = fileExists(path) ? try readWhole(path) : []
    } else {
      try makeParentFolder(of: path)
      guard let file = try SyncedFile(path) else { throw ChannelFault.cassetteInUse(path: path) }
      bytes = try file.contents()
      if mode == .record, !bytes.isEmpty { throw ChannelFault.cassetteNotEmpty(path: path) }
      // What was being written when the process ended is no line.
      let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      if whole < bytes.count { try file.truncate(to: whole) }
      if whole == 0 { try file.append(Array(Cassette.heading.utf8)) }
      state.file = file
    }
    for line in try Cassette.lines(bytes, path) { state.take(line) }
    self.state = Mutex(state)
  }

  /// Of a whole file: a last line without its end is left out.
  static func lines(_ bytes: [UInt8], _ path: String) throws -> [CassetteLine] {
    var lines: [CassetteLine] = []
    try forEachLine(bytes, path) { root in if let line = try CassetteLine(root) { lines.append(line) } }
    return lines
  }

  private static func forEachLine(
    _ bytes: [UInt8], _ path: String, _ take: (JSONValue) throws -> Void
  ) throws {
    let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? []
    for (number, line) in whole.split(separator: UInt8(ascii: "\n")).enumerated() {
      do {
        guard let document = JSONDocument(Array(line)) else {
          throw JSONMismatch(place: "", seen: "", expected: "")
        }
        try take(document.root)
      } catch is JSONMismatch { throw ChannelFault.badCassette(path: path, line: number + 1) }
    }
  }

  func kept(_ name: CassetteLine.Name) -> CassetteLine? { state.withLock { $0.kept[name] } }

  /// Keeps a line; on the disk at the next `sync`, but not lost with the process.
  func add(_ line: CassetteLine) throws {
    try state.withLock { state in
      try state.file?.append(Array(line.written.utf8))
      state.isSynced = false
      state.take(line)
    }
  }

  package func sync() throws {
    try state.withLock { state in
      if !state.isSynced { try state.file?.sync() }
      state.isSynced = true
    }
  }

  /// What the run has used so far, all of it.
  package var usage: UsageSums { state.withLock { $0.usage } }

  /// Whether this is the model that has answered from the first time on; notes the first.
  func isExpected(_ served: String, for model: String) -> Bool {
    state.withLock { state in
      if let first = state.served[model] { return first == served }
      state.served[model] = served
      return true
    }
  }

  /// What a program measured before; the outer nil where it was not asked.
  package func outcome(place: String, key: String, ordinal: Int) -> Double?? {
    guard case .outcome(_, let outcome)? = kept(.init(place: place, key: key, ordinal: ordinal)) else {
      return nil
    }
    return .some(outcome)
  }

  package func add(outcome: Double?, place: String, key: String, ordinal: Int) throws {
    try add(.outcome(.init(place: place, key: key, ordinal: ordinal), outcome))
  }
}

extension Cassette.State {
  mutating func take(_ line: CassetteLine) {
    usage.take(line)
    switch line {
    case .answer(let name, let topic, _, let answer):
      kept[name] = line
      if served[topic.model] == nil { served[topic.model] = answer.served }
    case .failure(let name, _, _), .outcome(let name, _): kept[name] = line
    case .attempt: break
    }
  }
}

extension Cassette {
  /// What the request differs in from the recorded one that begins most like it, at its place if there is any.
  func nearest(to wire: WireRequest) throws -> [String] {
    guard fileExists(path) else { return [] }
    let wanted = Array(wire.body.utf8)
    var best: (isHere: Bool, common: Int, place: String, body: [UInt8])?
    try Cassette.forEachLine(try readWhole(path), path) { root in
      guard let request = root["request"], let place = root["place"]?.text else { return }
      let body = Array(request.writing.written.utf8)
      let common = zip(body, wanted).prefix { $0 == $1 }.count
      let isHere = place == wire.request.place
      if let best, (best.isHere ? 1 : 0, best.common) >= (isHere ? 1 : 0, common) { return }
      best = (isHere, common, place, body)
    }
    guard let best else { return [] }
    return [
      "recorded at \(best.place): \(Cassette.excerpt(best.body, at: best.common))",
      "wanted at \(wire.request.place): \(Cassette.excerpt(wanted, at: best.common))",
    ]
  }

  private static func excerpt(_ bytes: [UInt8], at place: Int) -> String {
    guard place < bytes.count || place == 0 else { return "the same up to byte \(place), where it ends" }
    let start = max(0, place - 24)
    return "…\(String(decoding: bytes[start..<min(bytes.count, place + 48)], as: UTF8.self))…"
  }
}
