/// A reader of RFC 4180 by splitting: nil where the text breaks its rules. It tells no places and takes its time.
func slowRecords(_ text: String, _ delimiter: Unicode.Scalar) -> [[String]]? {
  let text = text.unicodeScalars.first == "\u{feff}" ? String(text.unicodeScalars.dropFirst()) : text
  // Parts with odd numbers stand within quotes; an empty part between two of them is a doubled quote.
  let parts = text.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
  guard parts.count % 2 == 1 else { return nil }
  var tokens: [Token] = []
  for (index, part) in parts.enumerated() {
    if index % 2 == 1 {
      tokens.append(.quoted(part))
    } else if part.isEmpty, index > 0, index < parts.count - 1 {
      tokens.append(.doubling)
    } else {
      for scalar in part.unicodeScalars { tokens.append(.plain(scalar)) }
    }
  }
  return records(of: joined(tokens), delimiter)
}

private enum Token {
  case plain(Unicode.Scalar)
  case quoted(String)
  case doubling
}

/// Quoted, doubling, quoted are one quoted text.
private func joined(_ tokens: [Token]) -> [Token] {
  var (joined, isDoubled): ([Token], Bool) = ([], false)
  for token in tokens {
    if case .doubling = token {
      isDoubled = true
    } else if isDoubled, case .quoted(let next) = token, case .quoted(let before)? = joined.popLast() {
      joined.append(.quoted(before + "\"" + next))
      isDoubled = false
    } else {
      joined.append(token)
    }
  }
  return joined
}

private func records(of tokens: [Token], _ delimiter: Unicode.Scalar) -> [[String]]? {
  var (records, fields, field, isQuoted, isTouched): ([[String]], [String], String, Bool, Bool) =
    ([], [], "", false, false)
  func endRecord() {
    if isTouched { records.append(fields + [field]) }
    (fields, field, isQuoted, isTouched) = ([], "", false, false)
  }
  var rest = tokens[...]
  while let token = rest.popFirst() {
    switch token {
    case .doubling: return nil
    case .quoted(let text):
      guard field.unicodeScalars.isEmpty, !isQuoted else { return nil }
      (field, isQuoted, isTouched) = (text, true, true)
    case .plain("\n"): endRecord()
    case .plain("\r"):
      guard case .plain("\n")? = rest.popFirst() else { return nil }
      endRecord()
    case .plain(delimiter):
      fields.append(field)
      (field, isQuoted, isTouched) = ("", false, true)
    case .plain(let scalar):
      guard !isQuoted else { return nil }
      field.unicodeScalars.append(scalar)
      isTouched = true
    }
  }
  endRecord()
  return records
}
