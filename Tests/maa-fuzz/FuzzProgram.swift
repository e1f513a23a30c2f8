import Files

/// What the command line asks for: `maa-fuzz --minutes 10 [--target NAME] [--executions N | --each N] [--seed N]`. A name that ends
/// in a hyphen stands for all targets that begin with it.
struct FuzzOptions {
  var minutes = 1.0
  /// In all; each target stops at its share.
  var executions = Int.max
  /// For each target, whatever time that takes.
  var each: Int?
  var seed: UInt64 = 1
  var target: String?
  var state = ".build/fuzz"
  var corpus = "Tests/maa-fuzz/Corpus"
  let program: String

  init?(_ words: [String], program: String) {
    self.program = program
    var words = words[...]
    while let name = words.popFirst() {
      guard let value = words.popFirst() else { return nil }
      switch name {
      case "--minutes": minutes = Double(value) ?? 1
      case "--executions": executions = Int(value) ?? .max
      case "--each": each = Int(value)
      case "--seed": seed = UInt64(value) ?? 1
      case "--target": target = value
      case "--state": state = value
      case "--corpus": corpus = value
      default: return nil
      }
    }
  }

  func asks(for name: String) -> Bool {
    guard let target else { return true }
    return target.hasSuffix("-") ? name.hasPrefix(target) : name == target
  }
}

@main
struct FuzzProgram {
  static func main() {
    let words = CommandLine.arguments
    if words.count == 8, words[1] == "worker" { exitProcess(work(Array(words[2...]))) }
    if words.dropFirst().first == "try" { exitProcess(tryFiles(Array(words.dropFirst(2)))) }
    guard let options = FuzzOptions(Array(words.dropFirst()), program: words[0]) else {
      errorOutput(
        "maa-fuzz [--minutes N] [--executions N] [--each N] [--target NAME] [--seed N] | maa-fuzz try TARGET FILE…\n"
      )
      exitProcess(2)
    }
    do { exitProcess(try FuzzDriver(options: options).run()) } catch {
      errorOutput("\(error)\n")
      exitProcess(1)
    }
  }

  private static func work(_ words: [String]) -> Int32 {
    guard let target = FuzzTarget.all.first(where: { $0.name == words[0] }),
      let shared = SharedInput(words[1])
    else {
      return 14
    }
    defer { FuzzFiles.remove() }
    let worker = FuzzWorker(
      target: target, shared: shared, corpusFolder: words[5], seed: UInt64(words[4]) ?? 1)
    return worker.run(seconds: Double(words[2]) ?? 1, executions: Int(words[3]) ?? .max)
  }

  /// One target on some files, to see what an input that was kept does.
  private static func tryFiles(_ words: [String]) -> Int32 {
    guard let target = FuzzTarget.all.first(where: { $0.name == words.first }) else { return 2 }
    defer { FuzzFiles.remove() }
    for path in words.dropFirst() {
      do { errorOutput("\(path): \(try target.feature(of: readWhole(path)))\n") } catch {
        errorOutput("\(path): \((error as? BrokenPromise)?.what ?? "\(error)")\n")
        return 1
      }
    }
    return 0
  }
}
