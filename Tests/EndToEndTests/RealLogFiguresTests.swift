import Foundation
import Testing

/// The figures of docs/real-logs.md are what the program makes of the logs today.
@Suite struct RealLogFiguresTests {
  @Test func thePageHasTheFiguresOfToday() throws {
    let given = ProcessInfo.processInfo.environment["MAA_REAL_DATA"]
    let data = given ?? "\(Run.root)/../shared/data"
    guard FileManager.default.fileExists(atPath: data) else {
      FileHandle.standardError.write(Data("no real logs in ../shared/data or MAA_REAL_DATA: skipped\n".utf8))
      return
    }
    let run = try Run([], shell: "exec python3 Benchmarks/real_logs.py --check \"$MAA\" '\(data)'")
    #expect(run.code == 0, "\(run.output)\(run.errors)")
  }
}
