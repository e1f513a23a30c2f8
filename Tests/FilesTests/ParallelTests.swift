import Files
import Synchronization
import Testing

@Suite struct ParallelTests {
  struct Failure: Error, Equatable { var worker: Int }

  @Test func runsEveryWorkerOnce() throws {
    for threads in [0, 1, 2, 9] {
      let seen = Mutex<[Int]>([])
      try runInParallel(threads: threads) { number in seen.withLock { $0.append(number) } }
      #expect(seen.withLock { $0.sorted() } == Array(0..<max(1, threads)))
    }
  }

  @Test func throwsWhatTheFirstWorkerThrew() {
    #expect(throws: Failure(worker: 2)) {
      try runInParallel(threads: 5) { number in
        if number >= 2 { throw Failure(worker: number) }
      }
    }
  }

  @Test func waitsForAChange() throws {
    let monitor = Monitor(0)
    try runInParallel(threads: 2) { number in
      for turn in 0..<100 {
        _ = monitor.wait { $0 == 2 * turn + number ? true : nil }
        monitor.change { $0 += 1 }
      }
    }
    #expect(monitor.change { $0 } == 200)
  }
}
