import Importing
import JSON

/// `initial_test_results.json`, `final_test_results.json`: which samples of the test set went wrong.
struct ACETest {
  private let file: SourceFile
  private let accuracy: Double?
  private let total: Int?
  private let wrong: Set<Int>
  private let isWhole: Bool

  init(_ file: SourceFile, _ source: ImportSource) throws {
    self.file = file
    (accuracy, total, wrong, isWhole) = try source.reading(file) { root in
      let results = root["test_results"]
      let errors = root.first("error_log", "test_error_log")?["errors"]?.elements ?? []
      let wrong = Set(errors.compactMap { $0.first("index", "global_index")?.whole })
      let (total, correct) = (results?["total"]?.whole, results?["correct"]?.whole)
      let isWhole = total != nil && correct != nil && wrong.count == (total ?? 0) - (correct ?? 0)
      return (results?["accuracy"]?.number, total, wrong, isWhole && (total ?? 0) <= ACETest.mostSamples)
    }
  }

  private static let mostSamples = 10_000_000

  var isBefore: Bool { file.base.hasPrefix("initial") }

  /// The file's name says how the playbook stood.
  private var arm: String {
    let name = file.base.prefix { $0 != "." }
    return name.parts(separatedBy: "_test_results").first.map(String.init) ?? String(name)
  }

  func add(to draft: inout LogDraft) {
    guard let total, isWhole else {
      return draft.account.leftOut(
        "a test whose errors do not add up to its accuracy", example: accuracy.map { "\($0)" }, at: file.name)
    }
    draft.batch(label: file.base, tasks: total)
    for index in 0..<total { draft.task("test \(index)", outcome: wrong.contains(index) ? 0 : 1, arm: arm) }
  }
}
