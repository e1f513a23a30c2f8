import Completing
import Files
import Glibc
import Shell

/// Reads lines and says what it got, for tests that sit at the terminal.
///
/// Arguments: `history=PATH`, `prefill=TEXT`, `prompt=TEXT`. The line `work` goes on until it is interrupted,
/// `surroundings` says what the program sees of its terminal.
@main
struct LineEditorProbe {
  static func main() {
    let options = ProbeOptions(CommandLine.arguments.dropFirst())
    let editor = LineEditor(program: "maa", complete: ProbeWords.complete)
    if let path = options["history"] { editor.openHistory(at: path) }
    var prefill = options["prefill"] ?? ""
    while true {
      let event = editor.readLine(prompt: options["prompt"] ?? "maa › ", prefill: prefill)
      prefill = ""
      guard case .line(let line) = event else {
        print("got: \(event == .interrupted ? "^C" : "end")")
        if event == .endOfInput { return }
        continue
      }
      print("got: \(escaped(line))")
      editor.remember(line)
      if line == "work" { work() }
      if line == "surroundings" { describeSurroundings() }
    }
  }

  private static func work() {
    print("working")
    fflush(nil)
    var interrupted = false
    while !interrupted {
      usleep(1000)
      do { try Interrupt.check() } catch { interrupted = true }
    }
    print("stopped")
  }

  private static func describeSurroundings() {
    print("size \(Terminal.width())x\(Terminal.height()), colour \(Terminal.wantsColour())")
    print("state \(Environment.stateDirectory ?? "none"), cache \(Environment.cacheDirectory ?? "none")")
  }

  private static func escaped(_ line: String) -> String {
    line.utf8.count > 1000 ? "\(line.utf8.count) bytes" : line.debugDescription
  }
}

private struct ProbeOptions {
  private let values: [String: String]

  init(_ arguments: ArraySlice<String>) {
    values = arguments.reduce(into: [:]) { values, argument in
      guard let sign = argument.firstIndex(of: "=") else { return }
      values[String(argument[..<sign])] = String(argument[argument.index(after: sign)...])
    }
  }

  subscript(_ name: String) -> String? { values[name] }
}

private enum ProbeWords {
  private static let described = [
    Completion(text: "merges", summary: "candidates for a person to judge"),
    Completion(text: "set", summary: "change a setting"),
    Completion(text: "settings", summary: "show all settings"),
    Completion(text: "café", summary: "an accent"),
    Completion(text: "dir/", summary: "a folder", closes: false),
    Completion(text: "evil\u{1B}[31m", summary: "red \u{1B}[31malert"),
  ]
  private static let plain = (1...100).map { Completion(text: "n\($0)") }

  static func complete(_ line: String, _ cursor: Int) -> CompletionAnswer {
    let bytes = Array(line.utf8)
    let start = bytes[..<cursor].lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? 0
    let word = String(decoding: bytes[start..<cursor], as: UTF8.self)
    let candidates = (described + plain).filter { $0.text.hasPrefix(word) && !word.isEmpty }
    return CompletionAnswer(replacing: start..<cursor, candidates: candidates)
  }
}
