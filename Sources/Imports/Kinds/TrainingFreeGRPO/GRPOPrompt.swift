import JSON

/// A prompt of the stage `batch_update`, as it was sent: the experiences there were, and the operations proposed for them.
struct GRPOPrompt {
  private let shelf: BankShelf

  init(_ shelf: BankShelf) { self.shelf = shelf }

  func take(_ root: JSONValue, _ file: SourceFile, _ draft: inout LogDraft) throws {
    let text = try root.member("user_prompt").demandText()
    for (id, content) in GRPOPrompt.existing(in: text) { draft.item(id: shelf.id(id), content) }
    draft.batch(label: root["stage"]?.text ?? file.base, time: root["captured_at"]?.text)
    for object in GRPOPrompt.objects(in: text) {
      guard let operation = JSONDocument(object)?.root, let kind = operation["operation"]?.text else {
        draft.account.leftOut(
          "an operation that is no JSON", example: String(decoding: object.prefix(80), as: UTF8.self),
          at: file.name)
        continue
      }
      let item = operation["id"]?.word.flatMap { draft.bank.itemID(of: shelf.id($0)) }
      GRPOOperation(kind: kind.uppercased(), item: item, content: operation["content"]?.text ?? "").propose(
        &draft)
    }
    draft.account.cannot(
      "say which operations of \(file.base) were applied: a prompt is what was sent, not what came back")
  }

  /// `Experience G0:` and `Content: …` in the next line.
  private static func existing(in text: String) -> [(id: String, content: String)] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return zip(lines, lines.dropFirst()).compactMap { first, second in
      guard first.hasPrefix("Experience "), first.hasSuffix(":"), second.hasPrefix("Content: ") else {
        return nil
      }
      return (
        String(first.dropFirst("Experience ".count).dropLast()), second.dropFirst("Content: ".count).trimmed
      )
    }
  }

  /// Objects that begin with a brace at the beginning of a line, to the brace that closes them.
  private static func objects(in text: String) -> [[UInt8]] {
    var (found, bytes): ([[UInt8]], ArraySlice<UInt8>) = ([], Array(text.utf8)[...])
    var isLineStart = true
    while let first = bytes.first {
      if isLineStart, first == UInt8(ascii: "{"), let object = object(in: bytes) {
        found.append(Array(object))
        bytes = bytes[object.endIndex...]
        isLineStart = false
      } else {
        bytes = bytes.dropFirst()
        isLineStart = first == UInt8(ascii: "\n")
      }
    }
    return found
  }

  private static func object(in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var (depth, isInText, index) = (0, false, bytes.startIndex)
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isInText: index += 1
      case UInt8(ascii: "\""): isInText.toggle()
      case UInt8(ascii: "{") where !isInText: depth += 1
      case UInt8(ascii: "}") where !isInText:
        depth -= 1
        if depth == 0 { return bytes[...index] }
      default: break
      }
      index += 1
    }
    return nil
  }
}
