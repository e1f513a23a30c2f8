import Foundation
import StubServer

/// A model that is a program: it proposes and judges from a planted world, does tasks by the advice it is given, and counts what
/// it serves.
final class ScriptedModel: @unchecked Sendable {
  /// What the server does to a request in place of answering it well.
  enum Fault: Int, CaseIterable {
    case busy, busyWithWait, broken, slow, halfClosed, closed, notJSON, fenced, truncated, wrongIds,
      wrongCount, outOfRange, empty
    case endless, huge, redirect, otherModel
  }

  /// Worths of the planted advice, in points.
  static let worths: [Double] = [9, 7, 5, 3, 0, 0, -2, -4, -6, -9, 4, 2]

  private let lock = NSLock()
  private var servedPrompt = 0
  private var servedAnswer = 0
  private var answered: [String: Int] = [:]
  private let fault: @Sendable (Int) -> Fault?
  private let pause: UInt32

  /// `fault` gets how many requests came before.
  init(pause: UInt32 = 0, fault: @escaping @Sendable (Int) -> Fault? = { _ in nil }) {
    (self.pause, self.fault) = (pause, fault)
  }

  func server() throws -> StubServer { try StubServer { request, number in self.reply(request, number) } }

  /// Tokens of all whole answers.
  var served: (prompt: Int, answer: Int) { lock.withLock { (servedPrompt, servedAnswer) } }
  /// How often each request was answered well.
  var answers: [String: Int] { lock.withLock { answered } }

  /// As it answers without a fault.
  func answerFor(_ request: StubServer.Request) -> StubServer.Reply {
    let body = String(decoding: request.body, as: UTF8.self)
    return serve(body, ScriptedModel.answer(body))
  }

  private func reply(_ request: StubServer.Request, _ number: Int) -> StubServer.Reply {
    if pause > 0 { usleep(pause) }
    let body = String(decoding: request.body, as: UTF8.self)
    let text = ScriptedModel.answer(body)
    switch fault(number) {
    case .busy: return .text(429, #"{"error":{"message":"quota"}}"#)
    case .busyWithWait: return .text(429, "{}", headers: ["Retry-After: 1"])
    case .broken: return .text(500, "oops")
    case .slow:
      usleep(80_000)
      return serve(body, text)
    case .halfClosed: return .cut
    case .closed: return .close
    case .notJSON: return .text(200, "<html>")
    case .fenced: return serve(body, "```json\n\(text)\n```")
    case .truncated: return serve(body, String(text.prefix(text.count / 2)), finish: "length")
    case .wrongIds:
      return serve(
        body,
        text.replacingOccurrences(of: "\"index\":0", with: "\"index\":77").replacingOccurrences(
          of: "tail", with: "after:zz"))
    case .wrongCount:
      return serve(
        body, text.replacingOccurrences(of: #"{"index":0,"u":\d+},?"#, with: "", options: .regularExpression))
    case .outOfRange:
      return serve(
        body, text.replacingOccurrences(of: #""u":\d+"#, with: "\"u\":101", options: .regularExpression))
    case .empty: return serve(body, "")
    case .endless: return .unmeasured(Data(repeating: 0x20, count: 5 << 20))
    case .huge: return serve(body, String(repeating: "x", count: 10 << 20))
    case .redirect: return .text(302, "", headers: ["Location: http://127.0.0.1:1/"])
    case .otherModel: return serve(body, text, model: "another")
    case nil: return serve(body, text)
    }
  }

  private func serve(_ body: String, _ text: String, finish: String = "stop", model: String = "scripted-1")
    -> StubServer.Reply
  {
    let (prompt, answer) = (body.utf8.count / 4, text.utf8.count / 4 + 1)
    lock.withLock {
      servedPrompt += prompt
      servedAnswer += answer
      answered[body, default: 0] += 1
    }
    let object: [String: Any] = [
      "model": model, "system_fingerprint": "f1",
      "choices": [["index": 0, "finish_reason": finish, "message": ["role": "assistant", "content": text]]],
      "usage": ["prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer],
    ]
    return .answer(200, (try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys)) ?? Data())
  }

  // MARK: What it says; a function of the request alone

  private static func answer(_ body: String) -> String {
    let object = (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
    let messages = (object["messages"] as? [[String: String]]) ?? []
    let text = messages.filter { $0["role"] != "assistant" }.compactMap { $0["content"] }.joined(
      separator: "\n")
    let seed = (object["seed"] as? Int) ?? 0
    if text.contains("{\"ready\": true}") { return "{\"ready\":true}" }
    if text.contains("States of the memory") { return judge(text, seed) }
    if text.contains("Propose changes") { return propose(text, seed) }
    return solve(text)
  }

  private static func propose(_ text: String, _ seed: Int) -> String {
    var state = UInt64(bitPattern: Int64(seed)) | 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let ids = text.matches(of: #/\n\[(b\d+p\d+|m\d+)\] /#).map { String($0.1) }
    let edits = (0..<(1 + next(3))).map { _ -> String in
      let advice = "Advice \(next(worths.count)): get it done."
      guard !ids.isEmpty, next(3) == 0 else {
        return #"{"type":"add","position":"tail","new_content":"\#(advice)","reason":"seen"}"#
      }
      return
        #"{"type":"modify","target_id":"\#(ids[next(ids.count)])","new_content":"\#(advice)","reason":"seen"}"#
    }
    return "{\"operations\":[\(edits.joined(separator: ","))]}"
  }

  private static func judge(_ text: String, _ seed: Int) -> String {
    let states = text.components(separatedBy: "\nState ").dropFirst()
    let scores = states.enumerated().map { index, state in
      "{\"index\":\(index),\"u\":\(Int(max(0, min(100, 40 + worth(of: state) + Double(noise(state, seed))))))}"
    }
    return "{\"scores\":[\(scores.joined(separator: ","))]}"
  }

  static func worth(of memory: String) -> Double {
    Set(memory.matches(of: /Advice (\d+)/).compactMap { Int($0.1) }).reduce(0) { $0 + worths[$1] }
  }

  /// Of the state and the seed, so that an order of states changes nothing but their places.
  private static func noise(_ state: String, _ seed: Int) -> Int {
    var hash = UInt64(bitPattern: Int64(seed))
    let memory = state.components(separatedBy: ":\n").dropFirst().joined().trimmingCharacters(
      in: .whitespacesAndNewlines)
    for byte in memory.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int((hash >> 40) % 5) - 2
  }

  /// Task `Q7` is done well where the advice says more good than bad of its number.
  private static func solve(_ text: String) -> String {
    guard let task = text.matches(of: /Q(\d+)/).last.flatMap({ Int($0.1) }) else { return "?" }
    return worth(of: text) > Double(task % 12) ? "yes" : "no"
  }
}
