import Foundation
import TerminalSupport
import Testing

/// A report as a notebook is one to Jupyter's own library.
@Suite struct NotebookFormatTests {
  private struct Read: Decodable {
    let version: [Int]
    let kinds: [String: Int]
    let forms: [String]
    let first, language: String
  }

  @Test func nbformatValidatesIt() throws {
    let python = "\(Run.root)/.build/reference/venv/bin/python"
    let hasIt = try Run([], shell: "'\(python)' -c 'import nbformat' 2>/dev/null; echo $?").output == "0\n"
    guard hasIt else {
      FileHandle.standardError.write(Data("the notebook was not read by nbformat: tools/reference\n".utf8))
      #expect(ProcessInfo.processInfo.environment["CI"] != "true", "there is no nbformat")
      return
    }
    let folder = try TemporaryFolder()
    let statements = """
      # A <b>note</b> with `code`
      load datasets/kitchen.jsonl; set tau 0.55; evidence --limit 3; trajectory b3p7; decisions; help
      """
    let path = "\(folder.path)/r.ipynb"
    let made = try Run(["-c", "\(statements)\nreport --to '\(path)'"])
    #expect(made.code == 0, "\(made.errors)")
    let run = try Run([], shell: "'\(python)' '\(Run.root)/Tests/reference/notebook.py' '\(path)'")
    let read = try JSONDecoder().decode(Read.self, from: Data(run.output.utf8))
    #expect(run.code == 0 && read.version == [4, 5] && read.language == "maa", "\(run.errors)")
    #expect(read.kinds["code"] ?? 0 >= 5 && read.kinds["markdown"] ?? 0 >= 5)
    let forms = ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/html", "text/plain"]
    #expect(Set(read.forms).isSuperset(of: forms), "\(read.forms)")
    #expect(read.first.hasPrefix("load datasets/kitchen.jsonl --sha256 "))
  }
}
