import Basics
import Git
import Importing

/// How Markdown memory is to be read.
struct MarkdownWishes {
  let unit: String?
  let patterns: String?
  let index: String?
  let threshold: Double
  let reference: String?
  let order: GitHistory.Order
  let wantsHistory: Bool
  let similarity: any TextSimilarity
  let pulse: Pulse

  init(_ request: ImportRequest) throws {
    (unit, patterns, index) = (request["unit"], request["files"], request["index"])
    threshold = try request.threshold
    reference = request["ref"]
    order = request["order"].flatMap { GitHistory.Order(rawValue: $0) } ?? .firstParent
    wantsHistory = request["history"] != "no"
    (similarity, pulse) = (request.similarity, request.pulse)
  }

  func files(at place: String) -> MemoryFiles {
    MemoryFiles(patterns: patterns, index: index, at: place)
  }

  func memory(_ units: MarkdownUnits) -> MarkdownMemory {
    MarkdownMemory(similarity: similarity, threshold: threshold) { units[$0] }
  }

  func tell(_ draft: inout LogDraft, _ files: MemoryFiles, _ paths: [String], _ units: MarkdownUnits) {
    if files.takesAll {
      draft.account.guessed(
        "no file has a usual name of memory: all \(paths.count) Markdown files are taken (--files)")
    }
    units.tell(&draft.account)
    if index != "drop", paths.contains(where: MemoryNames.isIndex), paths.count > 1 {
      draft.account.ambiguous(
        "MEMORY.md lists the files beside it; its lines are items of their own", flag: "index")
    }
    draft.account.noted(
      "a bullet is a changed one, not another, from a cosine of \(threshold) by \(similarity.name) on")
  }
}

extension ImportRequest {
  /// Of `--threshold`.
  package var threshold: Double {
    get throws {
      guard let word = self["threshold"] else { return LogDraft.usualThreshold }
      guard let number = Double(word), (0...1).contains(number) else {
        throw ImportFault.badFlag("threshold", seen: word, expected: "a number from 0 to 1")
      }
      return number
    }
  }
}
