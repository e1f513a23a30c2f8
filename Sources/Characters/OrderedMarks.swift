/// Marks in their canonical order in time that is linear in their number. The C library swaps neighbours until all are in
/// order, which takes time with the square of a run: seconds for a text that is nothing but marks.
enum OrderedMarks {
  /// The text decomposed and in canonical order (Unicode NFD). Composing it gives what composing the text gives.
  /// Complexity: O(n).
  static func nfd(_ text: String) -> String {
    var ordered = String.UnicodeScalarView()
    var run = MarkRun()
    for scalar in text.unicodeScalars {
      Decomposition.forEachPart(of: scalar.value) { part in
        guard let part = Unicode.Scalar(part) else { return }
        let order = Decomposition.combiningClass(of: part.value)
        if order == 0 { run.flush(into: &ordered) }
        if order == 0 { ordered.append(part) } else { run.add(part, order) }
      }
    }
    run.flush(into: &ordered)
    return String(ordered)
  }

  /// Marks of one character, by their class; those of a class stay in the order in which they came.
  private struct MarkRun {
    private var ofClass = [[Unicode.Scalar]](repeating: [], count: 256)
    private var classes: [Int] = []

    mutating func add(_ mark: Unicode.Scalar, _ order: Int) {
      if ofClass[order].isEmpty { classes.append(order) }
      ofClass[order].append(mark)
    }

    mutating func flush(into text: inout String.UnicodeScalarView) {
      guard !classes.isEmpty else { return }
      for order in classes.sorted() {
        text.append(contentsOf: ofClass[order])
        ofClass[order].removeAll(keepingCapacity: true)
      }
      classes.removeAll(keepingCapacity: true)
    }
  }
}

/// So many marks on one character stand in no text that Unicode calls stream-safe (UAX #15, section 13).
private let longestUsualRun = 30

/// Whether so many bytes stand in a row that are no ASCII: without them there is no such run of marks.
func mayHoldLongRun(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var length = 0
  for byte in bytes {
    length = byte < 0x80 ? 0 : length + 1
    if length > 2 * longestUsualRun { return true }
  }
  return false
}

func hasLongRun(_ text: String) -> Bool {
  var length = 0
  for scalar in text.unicodeScalars {
    length = isMark(scalar.value) ? length + 1 : 0
    if length > longestUsualRun { return true }
  }
  return false
}

/// Three Tibetan vowels are no marks by themselves and fall into marks.
private func isMark(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x0F73, 0x0F75, 0x0F81: true
  default: Decomposition.combiningClass(of: scalar) != 0
  }
}
