import Language

/// A command line, held against what options there are.
package struct ProgramLine: Sendable {
  package private(set) var subcommand: Subcommand?
  /// What is no option, in order; `-` is standard input.
  package private(set) var words: [String] = []
  /// In the order of the line.
  package private(set) var given: [(option: ProgramOption, value: String)] = []

  package init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument.hasPrefix("-"), argument != "-" {
        try take(argument, &rest)
      } else if subcommand == nil, words.isEmpty, let subcommand = Subcommand(rawValue: argument) {
        self.subcommand = subcommand
      } else {
        words.append(argument)
      }
    }
    try checkPlaces()
  }

  private mutating func take(_ argument: String, _ rest: inout ArraySlice<String>) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    let attached = parts.count > 1 && argument.hasPrefix("--") ? parts[1] : nil
    let name = attached == nil ? argument : parts[0]
    guard let option = ProgramOption.all.first(where: { $0.isCalled(name) }) else {
      let known = ProgramOption.all.map(\.name)
      throw UsageFault.unknownOption(argument, suggestion: suggestion(for: name, among: known))
    }
    if !option.repeats, self[option.name] != nil { throw UsageFault.unexpected(argument) }
    guard let value = option.value else {
      if attached != nil { throw UsageFault.valueForSwitch(option: name) }
      return given.append((option, ""))
    }
    guard let text = attached ?? rest.popFirst() else {
      throw UsageFault.missingValue(option: name, form: value.placeholder)
    }
    given.append((option, text))
  }

  private func checkPlaces() throws {
    for (option, _) in given where !option.subcommands.isEmpty {
      if let subcommand, option.subcommands.contains(subcommand) { continue }
      throw UsageFault.optionOf(
        option: option.name, subcommands: option.subcommands.map(\.rawValue), seen: subcommand?.rawValue)
    }
  }

  /// The last value given; "" for a switch.
  package subscript(name: String) -> String? { given.last { $0.option.name == name }?.value }

  package func has(_ name: String) -> Bool { self[name] != nil }

  package func all(_ name: String) -> [String] { given.filter { $0.option.name == name }.map(\.value) }

  /// A value that must be one of those that the option takes.
  package func choice<Choice: RawRepresentable>(_ name: String, _ type: Choice.Type) throws -> Choice?
  where Choice.RawValue == String {
    guard let text = self[name] else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    throw UsageFault.badValue(option: name, seen: text, expected: ProgramOption.choices(of: name))
  }

  package func count(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = self[name] else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw UsageFault.badValue(
        option: name, seen: text, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}

extension ProgramOption {
  /// `text, dot or mermaid`.
  static func choices(of name: String) -> String {
    guard case .choice(let names)? = all.first(where: { $0.name == name })?.value, let last = names.last
    else {
      return "something else"
    }
    return names.count < 2 ? last : "\(names.dropLast().joined(separator: ", ")) or \(last)"
  }
}
