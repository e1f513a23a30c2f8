import Basics
import Importing
import Imports
import TraceLogs

extension MaaBench {
  /// Words that are equal or not: no format of spans asks for more.
  private struct Equality: TextSimilarity {
    let name = "equality"

    func cosines(_ from: [String], _ to: [String]) -> [Double] {
      from.flatMap { first in to.map { first == $0 ? 1 : 0 } }
    }
  }

  /// Another tool's log, from its recognition to the finished log.
  static func importForeign(_ path: String) throws {
    let start = ContinuousClock.now
    let source = try ImportSource(path)
    guard let format = try FormatRegistry.recognize(source) else { fail("no format fits", code: 1) }
    let result = try importLog(source, format, ImportRequest(similarity: Equality()))
    let seconds = start.duration(to: .now) / .seconds(1)
    let log = result.log
    print("format \(format.manual.name)")
    print("batches \(log.batches.count)")
    print("tasks \(log.tasks.count)")
    print("outcome_sum \(log.tasks.outcome.reduce(0, +))")
    print("task_items \(log.tasks.item.count)")
    print("proposals \(log.proposals.count)")
    print("content_bytes \(log.proposals.content.bytes.count)")
    print("notes \(result.account[.noted].map(\.text).joined(separator: "; "))")
    print("sha256 \(result.sha256)")
    print("seconds \(seconds)")
    print("peak_mib \(peakMemory())")
  }
}
