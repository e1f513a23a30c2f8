import Files
import JSON

/// A task with the trace of an agent that met it, a line of a file of JSON Lines.
package struct LiveTask: Sendable, Equatable {
  package enum Split: String, Sendable, CaseIterable { case train, val, test }

  /// How an answer is held against the reference.
  package enum Matching: String, Sendable, CaseIterable { case exact, number, contains, json }

  package let id: String
  package let question: String
  package let trace: String
  /// Nil where nobody knows it, and then none is made up.
  package let outcome: Double?
  package let scene: String?
  package let split: Split
  /// The reference answer; as JSON where it is no text.
  package let answer: String?
  package let match: Matching
  /// The line as it stands, for programs that know more fields.
  package let json: String
}

/// The tasks of a run.
package struct TaskFile: Sendable, Equatable {
  package let path: String
  package let sha256: String
  package let tasks: [LiveTask]

  package init(_ path: String) throws {
    let bytes = try readWhole(path)
    self.path = path
    sha256 = Digest.sha256(of: bytes)
    var (tasks, ids) = ([LiveTask](), Set<String>())
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated() where line.contains(where: { !" \t\r".utf8.contains($0) })
    {
      do {
        guard let root = JSONDocument(Array(line))?.root else {
          throw JSONMismatch(place: "the line", seen: "no JSON", expected: "a task")
        }
        let task = try LiveTask(root)
        guard ids.insert(task.id).inserted else {
          throw JSONMismatch(place: "id", seen: "\(task.id) again", expected: "an id of its own")
        }
        tasks.append(task)
      } catch let mismatch as JSONMismatch {
        throw OptimizingFault.badTask(
          path: path, line: index + 1, place: mismatch.place, seen: mismatch.seen, expected: mismatch.expected
        )
      }
    }
    self.tasks = tasks
  }

  package func tasks(of split: LiveTask.Split) -> [LiveTask] { tasks.filter { $0.split == split } }
}

extension LiveTask {
  init(_ root: JSONValue) throws(JSONMismatch) {
    id = try root.member("id", "the task's id").demandText()
    question = try root.member("question", "what is asked").demandText()
    trace = root["trace"].map { $0.text ?? $0.writing.written } ?? ""
    outcome = try LiveTask.outcome(root["outcome"])
    scene = root["scene"]?.text
    split = try LiveTask.choice(root["split"], .train)
    answer = root["answer"].flatMap { $0.isNull ? nil : $0.text ?? $0.writing.written }
    match = try LiveTask.choice(root["match"], .exact)
    json = root.writing.written
  }

  private static func outcome(_ value: JSONValue?) throws(JSONMismatch) -> Double? {
    guard let value, !value.isNull else { return nil }
    if let flag = value.flag { return flag ? 1 : 0 }
    return try value.demandNumber("a number, or true or false")
  }

  private static func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: JSONValue?, _ usual: Choice
  ) throws(JSONMismatch) -> Choice where Choice.RawValue == String {
    guard let value, !value.isNull else { return usual }
    guard let choice = value.text.flatMap({ Choice(rawValue: $0) }) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw value.mismatch(seen: value.text ?? value.kind, expected: "one of \(names)")
    }
    return choice
  }
}
