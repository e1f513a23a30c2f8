import Answers
import Files

/// `maa kernel …`: what the Python package does, such as installing the Jupyter kernel.
enum KernelProgram {
  /// The Python that `maa` was installed with, else the one on the path.
  static func run(_ words: [String]) throws -> Int32 {
    let beside = programFolder().map { "\($0)/python3" }
    let python = beside.flatMap { isProgram($0) ? $0 : nil } ?? "python3"
    try becomeProgram(Environment["MAA_PYTHON"] ?? python, ["-m", "maa.kernel"] + words)
    return ExitCode.failed
  }
}
