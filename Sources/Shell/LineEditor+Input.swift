import CEditline
import CSignals
import Characters
import Glibc

/// Where libedit's characters come from.
///
/// libedit's own way of reading cannot be kept: its signal handlers redraw and allocate from inside the
/// handler, pass each signal on to the whole process group, and cannot tell a lost terminal from Ctrl-D.
/// Here signals only set flags, and they are answered between two characters.
extension LineEditor {
  /// The next character: 1 and the character, 0 at the end of input, -1 when the line is dropped.
  func nextCharacter(into character: inout wchar_t) -> Int32 {
    if let work = reading.afterDrawing {
      reading.afterDrawing = nil
      work()
    }
    while true {
      if reading.isLeaving { return -1 }
      if hasEnded { return 0 }
      if edits, reading.deferred != nil {
        character = wchar_t(performKey)
        return 1
      }
      guard let scalar = nextScalar() else {
        answerSignals()
        continue
      }
      if let passed = passing(scalar) {
        character = wchar_t(passed.value)
        return 1
      }
    }
  }

  /// The scalar for libedit, or nil when it was dealt with here.
  private func passing(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard edits else { return scalar }
    if scalar.value == interruptKey, interruptKey != 0 {
      dropLine()
    } else if scalar.value == suspendKey, suspendKey != 0 {
      suspend()
    } else if reading.search != nil {
      return searching(scalar)
    } else if scalar.value >= 0x300, maa_columns(wchar_t(scalar.value)) == 0 {
      reading.deferred = { [unowned self] in insertMark(scalar) }
    } else {
      return scalar
    }
    return nil
  }

  /// libedit draws one scalar a cell and would lose a combining mark: what has a composed form gets it.
  private func insertMark(_ mark: Unicode.Scalar) -> KeyAnswer {
    guard let base = buffer.beforeCursor.last, base != "\n" else { return insert(String(mark)) }
    let composed = nfc(String(base) + String(mark))
    guard composed.unicodeScalars.count == 1 else { return insert(String(mark)) }
    delete(1)
    return insert(composed)
  }

  /// The next scalar, or nil when a signal came or the input ended. Bytes that are no UTF-8 are dropped.
  private func nextScalar() -> Unicode.Scalar? {
    while let first = nextByte() {
      if first < 0x80 { return Unicode.Scalar(first) }
      var bytes = [first]
      while bytes.count < expectedLength(first) {
        guard let next = nextByte() else {
          unread = bytes + unread
          return nil
        }
        if next & 0xC0 != 0x80 {
          unread = [next] + unread
          break
        }
        bytes.append(next)
      }
      if let text = String(validating: bytes, as: UTF8.self) { return text.unicodeScalars.first }
    }
    return nil
  }

  private func expectedLength(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private func nextByte() -> UInt8? {
    if let byte = unread.popFirst() { return byte }
    // One at a time: what is typed ahead stays in the terminal for a pager that the line may start.
    guard let byte = readInput(atMost: 1)?.first else { return nil }
    guard typedAhead > 0 else { return byte }
    typedAhead -= 1
    // Ctrl-D typed while a statement ran has become a NUL in the terminal driver.
    return byte == 0 ? 4 : byte
  }

  /// Waits for bytes. Empty when none came within `patience` milliseconds; nil when a signal came or the
  /// input ended.
  func readInput(atMost capacity: Int, patience: Int32 = -1) -> [UInt8]? {
    switch Int(maa_wait_for_input(STDIN_FILENO, maa_signal_wake_descriptor(), patience)) {
    case maa_input_woken: return nil
    case maa_input_quiet: return []
    case maa_input_ready: break
    default:
      hasEnded = true
      return nil
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
      // The call writes at most `capacity` bytes and says how many it wrote.
      count = max(0, maa_read_input(STDIN_FILENO, room.baseAddress, capacity))
    }
    if bytes.isEmpty { hasEnded = true }
    return bytes.isEmpty ? nil : bytes
  }
}
