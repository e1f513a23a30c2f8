extension FunctionCall {
  /// How many characters `printf` would write for `%.Nc`, which it does one by one, however few fit.
  ///
  /// A conversion is a percent sign, flags, a width, a precision and a letter; width and precision may be `*`, an
  /// argument of their own.
  var repeatedCharacters: Int {
    guard !arguments.isEmpty else { return 0 }
    var reader = FormatReader(self)
    return reader.repeatedCharacters()
  }
}

private struct FormatReader {
  private let call: FunctionCall
  private var rest: Slice<UnsafeRawBufferPointer>
  private var argument = 1

  init(_ call: FunctionCall) {
    self.call = call
    rest = call.text(0)[...]
  }

  mutating func repeatedCharacters() -> Int {
    var total = 0
    while let percent = rest.firstIndex(of: UInt8(ascii: "%")) {
      rest = rest[(percent + 1)...]
      skip("-+ #!0,")
      _ = number()
      var precision = 0
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        precision = number()
      }
      skip("l")
      guard let letter = rest.popFirst() else { break }
      if letter == UInt8(ascii: "c") { total += precision }
      if letter != UInt8(ascii: "%"), letter != UInt8(ascii: "n") { argument += 1 }
    }
    return total
  }

  private mutating func skip(_ characters: String) {
    rest = rest.drop { characters.utf8.contains($0) }
  }

  /// Of 31 bits, as SQLite reads it.
  private mutating func number() -> Int {
    if rest.first == UInt8(ascii: "*") {
      rest.removeFirst()
      defer { argument += 1 }
      let given = argument < call.arguments.count ? call.integer(argument) : 0
      return Int(Int32(truncatingIfNeeded: given).magnitude)
    }
    var value: UInt32 = 0
    while let digit = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      value = value &* 10 &+ UInt32(digit - UInt8(ascii: "0"))
      rest.removeFirst()
    }
    return Int(value & 0x7fff_ffff)
  }
}
