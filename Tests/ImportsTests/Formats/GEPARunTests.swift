import Foundation
import Imports
import Testing

/// A run that GEPA itself made. `MAA_PYTHON` names a Python that has the package `gepa`.
@Suite struct GEPARunTests {
  private struct Made: Codable {
    var candidates: Int
    var iterations: Int
    var scored: Int
    var accepted: Int
  }

  @Test func aRunOfGEPAItself() throws {
    try withFolder([:]) { folder in
      guard let made = try RealLogs.run("gepa_run.py", [folder], as: Made.self) else { return }
      let run = try imported(folder + "/run")
      #expect(run.log.batches.count == made.accepted)
      #expect(run.log.calls.count == made.accepted)
      let left = run.account[.leftOut].reduce(0) { $0 + $1.count }
      #expect(left == made.iterations - made.accepted + 1)  // and the pickle
      let result = try imported(folder + "/result.json").log
      #expect(result.batches.count == made.candidates)
      #expect(result.calls.count == made.candidates - 1)
      #expect(result.tasks.count == 8 * made.candidates)
    }
  }
}
