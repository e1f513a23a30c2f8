import Basics
import Files
import HTTP
import JSON
import Synchronization

/// One thread's way to its servers, kept from plan to plan so that connections are.
///
/// Unchecked, because a lane is one thread's from the beginning of a plan to its end, and plans come one after another.
final class Lane: @unchecked Sendable {
  private let number: Int
  private let limits: HTTPLimits
  private var clients: [HTTPEndpoint: HTTPClient] = [:]

  init(_ number: Int, _ limits: HTTPLimits) { (self.number, self.limits) = (number, limits) }

  func ask(_ wire: WireRequest, watch: TryWatch, beat: (String) throws -> Void) throws -> JSONDocument {
    let endpoint = wire.model.endpoint
    var client = try clients[endpoint] ?? HTTPClient(endpoint, limits, stage: "asking", lane: number)
    defer { clients[endpoint] = client }
    return try client.answer(to: Array(wire.body.utf8), watch: watch, beat: beat)
  }
}

/// The questions of a plan, handed to threads one by one.
private final class OpenQuestions: Sendable {
  struct State {
    var next = 0
    var working = 0
    var done: [Result<ChatAnswer, ChatFailure>?]
    var fault: (any Error)?
    var silent = 0
  }

  let wires: [WireRequest]
  let state: Mutex<State>

  init(_ wires: [WireRequest]) {
    self.wires = wires
    state = Mutex(State(done: Array(repeating: nil, count: wires.count)))
  }

  /// Somebody pressed Ctrl-C. Where a cap was reached, what is under way is paid for and waited for.
  var isCutShort: Bool { state.withLock { $0.fault is Interrupted } }

  func take() -> Int? {
    state.withLock { state in
      guard state.fault == nil, state.next < wires.count else { return nil }
      state.next += 1
      state.working += 1
      return state.next - 1
    }
  }

  func put(_ index: Int, _ result: Result<ChatAnswer, ChatFailure>) {
    state.withLock { state in
      state.working -= 1
      state.done[index] = result
      var isSilent = false
      if case .failure(let failure) = result { isSilent = failure.kind == .unreachable }
      state.silent = isSilent ? state.silent + 1 : 0
      if state.silent > ChatDesk.mostSilent, case .failure(let failure) = result {
        state.fault = state.fault ?? ChannelFault.silence(count: state.silent, reason: failure.reason)
      }
    }
  }

  /// The first fault is what the plan ends with; questions under way are stopped.
  func stop(_ fault: any Error) {
    state.withLock { state in
      state.working -= 1
      state.fault = state.fault ?? fault
    }
  }

  var counts: (done: Int, working: Int) {
    state.withLock { ($0.next - $0.working, $0.working) }
  }
}

/// Everything that a thread needs, apart from its lane.
private struct Asker: Sendable {
  let questions: OpenQuestions
  let cassette: Cassette
  let budget: Budget
  let prices: Prices

  /// Asks until no question is open. `beat` is told now and then, and ends the plan by throwing.
  func work(_ lane: Lane, beat: () throws -> Void) {
    while let index = questions.take() {
      do {
        questions.put(index, try answer(questions.wires[index], lane, beat: beat))
      } catch { questions.stop(error) }
    }
  }

  private func look(_ beat: () throws -> Void) throws {
    if questions.isCutShort { throw Interrupted() }
    try beat()
  }

  private func answer(_ wire: WireRequest, _ lane: Lane, beat: () throws -> Void) throws -> Result<
    ChatAnswer, ChatFailure
  > {
    // The watch holds it, and is gone when this returns.
    try withoutActuallyEscaping(beat) { try asked(wire, lane, beat: $0) }
  }

  private func asked(_ wire: WireRequest, _ lane: Lane, beat: @escaping () throws -> Void) throws -> Result<
    ChatAnswer, ChatFailure
  > {
    let price = prices[wire.model.endpoint.model]
    let (share, trying) = (Budget.Share(wire, price), Trying())
    let watch = watch(wire, share, trying, beat: beat)
    do {
      let document = try lane.ask(wire, watch: watch) { _ in try look(beat) }
      var answer = try ChatAnswer(document.root, body: wire.body.utf8.count)
      answer.tries = trying.count
      budget.settle(share, answer.tokens, price?.cost(answer.tokens) ?? 0)
      try cassette.add(.answer(wire.name, .init(wire), request: wire.body, answer))
      return .success(answer)
    } catch is Interrupted {
      if trying.isUnderWay {
        budget.abandon()
        try cassette.add(.attempt(wire.name, .init(wire), bound: share.tokens))
      }
      throw Interrupted()
    } catch let fault as HTTPFault {
      guard let kind = fault.failure else { throw fault }
      return .failure(ChatFailure(kind, fault.shortReason, tries: trying.count))
    } catch let mismatch as JSONMismatch {
      budget.abandon()
      try cassette.add(.attempt(wire.name, .init(wire), bound: share.tokens))
      return .failure(ChatFailure(.garbled, "\(mismatch.seen) at \(mismatch.place)", tries: trying.count))
    }
  }
}

extension Asker {
  /// Keeps a question within the caps, try by try, and notes what came to nothing.
  private func watch(
    _ wire: WireRequest, _ share: Budget.Share, _ trying: Trying, beat: @escaping () throws -> Void
  ) -> TryWatch {
    var watch = TryWatch()
    watch.begins = {
      while try !budget.begin(share) {
        try look(beat)
        pause(milliseconds: 5)
      }
      trying.count += 1
      trying.isUnderWay = true
    }
    watch.failed = { fault in
      trying.isUnderWay = false
      if fault.isUnserved { budget.release(share) } else { budget.abandon() }
      try cassette.add(.attempt(wire.name, .init(wire), bound: fault.isUnserved ? 0 : share.tokens))
    }
    return watch
  }
}

/// How often a question was tried, and whether it is.
private final class Trying {
  var count = 0
  var isUnderWay = false
}

extension ChatDesk {
  /// Asks what no cassette holds. This thread asks too, and beats while the others do.
  func performed(_ wires: [WireRequest], pulse: Pulse, stage: String) throws -> [Result<
    ChatAnswer, ChatFailure
  >] {
    let threads = max(1, min(terms.atOnce, wires.count))
    while lanes.count < threads { lanes.append(Lane(lanes.count, terms.limits)) }
    // Loads the library before threads might do so at once.
    _ = try HTTPClient(wires[0].model.endpoint, terms.limits, stage: stage)
    let questions = OpenQuestions(wires)
    let asker = Asker(
      questions: questions, cassette: cassette, budget: budget, prices: terms.prices)
    let lanes = lanes
    let beat: @Sendable () throws -> Void = {
      try pulse.beat(stage, questions.counts.done, wires.count)
    }
    try runInParallel(threads: threads) { number in
      // Others only stop when they are told to: a beat is for the thread that asked.
      guard number == 0 else { return asker.work(lanes[number]) {} }
      asker.work(lanes[0], beat: beat)
      while questions.counts.working > 0 {
        do { try beat() } catch { questions.state.withLock { $0.fault = $0.fault ?? error } }
        pause(milliseconds: 10)
      }
    }
    try cassette.sync()
    let (fault, done) = questions.state.withLock { ($0.fault, $0.done) }
    if let fault { throw fault }
    return zip(wires, done).map { wire, result in
      guard case .success(let answer)? = result else {
        return result ?? .failure(ChatFailure(.unreachable, "", tries: 0))
      }
      return checked(answer, wire)
    }
  }
}

extension HTTPFault {
  /// The server said that it did nothing. One in trouble, or behind a gateway that waited no longer, may have done the work.
  fileprivate var isUnserved: Bool {
    switch self {
    case .refused(_, let status, _, _, _): status < 500 && status != 408 || status == 503
    case .redirected: true
    default: false
    }
  }

  /// What one question alone fails by; nil where no other would fare better.
  fileprivate var failure: ChatFailure.Kind? {
    switch self {
    case .refused(_, let status, _, _, _):
      if [401, 403, 404, 405].contains(status) {
        nil
      } else {
        status < 500 && status != 408 && status != 429 ? .refused : .unreachable
      }
    case .noAnswer, .cutOff: .unreachable
    case .tooLarge: .tooLarge
    case .notJSON, .notJSONNumber: .garbled
    default: nil
    }
  }

  fileprivate var shortReason: String {
    switch self {
    case .refused(let host, let status, let message, _, _): "\(host) answers \(status) \(message)"
    case .noAnswer(let host, let reason, _): "\(host): \(reason)"
    case .cutOff(let host, let bytes, _): "\(host): cut off after \(bytes) bytes"
    case .tooLarge(let host, let limit): "\(host): more than \(limit >> 20) MB"
    case .notJSON(_, let seen): "no JSON: \(seen)"
    default: "no answer"
    }
  }
}
