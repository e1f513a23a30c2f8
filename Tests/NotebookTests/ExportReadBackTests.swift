import Commands
import Foundation
import Language
import ReadBackSupport
import Sessions
import Testing

/// Every table, in every form, as the programs read it that it is written for.
@Suite struct ExportReadBackTests {
  private static let forms = ["csv", "tsv", "json", "jsonl", "md", "tex"]

  private static func tables() throws -> [String] {
    guard case .choice(let names) = try Registry.all.vocabulary.manual(of: "export").words[0].kind else {
      return []
    }
    return names.filter { $0 != "db" }
  }

  @Test(arguments: ["datasets/kitchen.jsonl", "hostile"])
  func isReadBack(_ log: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let path = log == "hostile" ? try scratch.write("log.jsonl", hostileLog()) : log
    let out = "\(scratch.path)/out"
    try bench.run("load \(path); note 'a note'; set tau 0.5")
    try bench.run(log == "hostile" ? "same U1 U2 --because $'=a\\t\"b\"\\e,c|d%'" : "different b3p7 b5p5")
    for table in try Self.tables() {
      // What memory is in Markdown and JSON is a page for an agent, not a table.
      for form in Self.forms where table != "memory" || !["md", "json"].contains(form) {
        try bench.run("export \(table) --to \(out)/\(table).\(form)")
      }
    }
    #expect(try TableReaders.differences(in: out) == nil)
    try compile(out)
  }

  /// A paper takes each table as it is.
  private func compile(_ folder: String) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/pdflatex") else { return }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".tex") }
      .sorted()
    let inputs = names.map { "\\clearpage\\input{\($0)}" }.joined(separator: "\n")
    let paper = """
      \\documentclass{article}
      \\usepackage[T1]{fontenc}
      \\usepackage{textcomp,booktabs,longtable}
      \\begin{document}
      \(inputs)
      \\end{document}
      """
    try paper.write(toFile: "\(folder)/paper.tex", atomically: true, encoding: .utf8)
    let (_, output) = try TableReaders.run(
      "/usr/bin/pdflatex", ["-interaction=nonstopmode", "paper.tex"], in: folder)
    #expect(output.contains("Output written on paper.pdf"), "\(output.suffix(2_000))")
    // Scripts that its fonts lack are the one thing that this program may miss; others have them.
    let errors = output.split(separator: "\n").filter { $0.hasPrefix("!") }
    #expect(errors.allSatisfy { $0.contains("Unicode character") }, "\(errors)")
  }
}
