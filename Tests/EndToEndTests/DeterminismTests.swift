import Foundation
import TerminalSupport
import Testing

/// The same session gives the same bytes whatever the machine, as far as one machine can be others: threads, hash seeds (which
/// every process draws anew), locales, time zones, sizes of terminals, widths of instructions.
@Suite struct DeterminismTests {
  private static let places: [[String: String]] = [
    [:], ["MAA_THREADS": "1"], ["MAA_THREADS": "2"], ["MAA_THREADS": "3"], ["MAA_THREADS": "8"],
    ["LC_ALL": "C"], ["LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"], ["TZ": "Asia/Kathmandu"],
    ["COLUMNS": "40", "LINES": "10"], ["COLUMNS": "300", "TERM": "dumb"], ["MAA_WIDTH": "portable"],
    ["MAA_WIDTH": "avx2"], ["MAA_THREADS": "3", "MAA_WIDTH": "avx2", "LC_ALL": "C", "TZ": "UTC+11"],
  ]

  @Test(arguments: ["kitchen", "memory", "verdicts", "convergence"])
  func aSessionGivesTheSameBytes(_ name: String) throws {
    var first: Run?
    for place in Self.places {
      let run = try Run(["--json", "run", "sessions/\(name).maa"], environment: place)
      #expect(run.code == 0, "\(name) with \(place): \(run.errors)")
      #expect(run.output == first?.output ?? run.output, "\(name) is another with \(place)")
      first = first ?? run
    }
  }

  /// Large enough that threads are used, and words that kernels compare.
  @Test func aLargeSessionGivesTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let log = "\(folder.path)/w.jsonl"
    let session =
      "simulate --operations 3000 --batches 20 --seed 5 --to \(log); load \(log); units --limit 20; merges --limit 20; "
      + "evidence --limit 20; verdicts --limit 20; guard --limit 20; merges --kind across --limit 5"
    var first: Run?
    for place in Self.places {
      let run = try Run(["--json", "-c", session], environment: place)
      #expect(
        run.code == 0 && run.output == first?.output ?? run.output, "another with \(place): \(run.errors)")
      first = first ?? run
    }
  }
}
