import Importing
import JSON

/// An operation as the model is asked for: `{operation, id, content}`, in the first version `{option, experience, modified_from}`.
struct ExperienceOperation {
  enum Kind { case add, update, delete, merge, none }

  let kind: Kind
  /// Of the experiences that it is about.
  let ids: [String]
  let content: String

  init(_ value: JSONValue) {
    content = value.first("content", "experience")?.text ?? ""
    ids = value.first("id", "modified_from", "merged_from", "delete_from", "target_id")?.words ?? []
    kind = ExperienceOperation.kind(
      value.first("operation", "option")?.text ?? "ADD", isEmpty: content.isEmpty)
  }

  private static func kind(_ name: String, isEmpty: Bool) -> Kind {
    switch name.uppercased() {
    case "DELETE", "REMOVE": .delete
    case _ where isEmpty: .none
    case "ADD": .add
    case "UPDATE", "MODIFY": .update
    case "MERGE": .merge
    default: .none
    }
  }
}

/// A prompt as it was sent.
struct ExperiencePrompt {
  private let stage: String
  private let time: String?
  private let text: String
  private let file: SourceFile

  init(_ root: JSONValue, _ file: SourceFile) throws(JSONMismatch) {
    stage = try root.member("stage").demandText()
    time = root["captured_at"]?.text
    text = try root.member("user_prompt", "the prompt").demandText()
    self.file = file
  }

  func write(_ writer: inout ExperienceWriter, _ draft: inout LogDraft) throws {
    let operations = objects().compactMap { JSONDocument($0)?.root }.filter { $0["operation"] != nil }
    let attempts = rewards()
    guard !operations.isEmpty || !attempts.isEmpty else {
      return draft.account.leftOut("a prompt that holds neither operations nor rewards", example: file.name)
    }
    var standing: [String: String] = [:]
    for (id, content) in existing() {
      let name = "\(stage)/\(id)"
      draft.item(id: name, content)
      standing[id] = draft.bank.itemID(of: name)
    }
    draft.batch(label: stage, tasks: attempts.isEmpty ? nil : attempts.count, time: time)
    writer.propose(operations.map { ExperienceOperation($0) }, standing: standing, &draft)
    let question = text.between("<Agent Input>", "</Agent Input>")?.inside.trimmed ?? stage
    for reward in attempts {
      draft.task(question, outcome: reward, items: standing.keys.sorted().compactMap { standing[$0] })
    }
    if !operations.isEmpty {
      draft.account.cannot(
        "which operations of \(file.base) were applied: a prompt is what was sent, not what came back")
    }
  }

  /// `Attempt 1 (Reward 0.5):`
  private func rewards() -> [Double] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("Attempt "), let inside = line.between("(Reward ", ")") else { return nil }
      return Double(inside.inside)
    }
  }

  /// `Experience G3:` with `Content: …` below it, or `[G3]. …`.
  private func existing() -> [(id: String, content: String)] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let pairs = zip(lines, lines.dropFirst()).compactMap { first, second -> (id: String, content: String)? in
      guard first.hasPrefix("Experience "), first.hasSuffix(":"), second.hasPrefix("Content: ") else {
        return nil
      }
      return (
        String(first.dropFirst("Experience ".count).dropLast()), second.dropFirst("Content: ".count).trimmed
      )
    }
    guard pairs.isEmpty, let inside = text.between("<Existing Experiences>", "</Existing Experiences>") else {
      return pairs
    }
    return experiencesOfAgent(inside.inside).map { ($0.id, $0.content) }
  }

  /// From each brace that begins a line to the one that closes it.
  private func objects() -> [[UInt8]] {
    var (found, rest): ([[UInt8]], ArraySlice<UInt8>) = ([], Array(text.utf8)[...])
    var (isLineStart, unclosed) = (true, 0)
    while let first = rest.first, unclosed < ExperiencePrompt.mostUnclosed {
      let isBrace = isLineStart && first == UInt8(ascii: "{")
      if isBrace, let end = ExperiencePrompt.close(of: rest) {
        found.append(Array(rest[..<end]))
        rest = rest[end...]
      } else {
        unclosed += isBrace ? 1 : 0
        rest = rest.dropFirst()
      }
      isLineStart = first == UInt8(ascii: "\n")
    }
    return found
  }

  /// Each is searched for up to the end of the text.
  private static let mostUnclosed = 16

  /// Just after the brace that closes the first one.
  private static func close(of bytes: ArraySlice<UInt8>) -> Int? {
    var (depth, isText, isEscaped) = (0, false, false)
    for index in bytes.indices {
      defer { isEscaped = bytes[index] == UInt8(ascii: "\\") && !isEscaped }
      switch bytes[index] {
      case UInt8(ascii: "\"") where !isEscaped: isText.toggle()
      case UInt8(ascii: "{") where !isText: depth += 1
      case UInt8(ascii: "}") where !isText:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return nil
  }
}
