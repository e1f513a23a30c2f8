import Analyses
import Commands
import Identity
import Language
import Scoring
import Sessions
import TraceLogs

extension MaaBench {
  /// Runs kinds of changes on one log, each time to a value the session has not seen, and undoes each; and how long it is until
  /// the table of evidence stands there again, with the posterior in it.
  static func statements(_ path: String, runs: Int) throws {
    let session = try Session()
    _ = try perform("load \(path)", session)
    _ = try perform("evidence --limit 1", session)
    print("observations \(try session.analysis.observations().count)")
    print("units \(try session.analysis.partition().unitCount)")
    let names = try operationNames(session)
    let changes: [(String, (Int) -> String)] = [
      ("beta", { "set beta 0.\(80_000 + $0)" }),
      ("signal", { "signal \($0 % 2 == 0 ? "sign" : "rank") --clip 0.\(90_000 + $0)" }),
      ("tau", { "set tau 0.\(6_001 + $0)" }),
      ("decision", { "different \(names[2 * $0]) \(names[2 * $0 + 1])" }),
    ]
    for (name, change) in changes {
      var times: (done: [Double], shown: [Double], undone: [Double]) = ([], [], [])
      for run in 0..<min(runs, names.count / 2) {
        let done = try perform(change(run), session)
        times.done.append(done)
        times.shown.append(done + (try perform("evidence --limit 10", session)))
        times.undone.append(try perform("undo", session))
      }
      print("\(name): \(summary(times.done))   undo: \(summary(times.undone))")
      print("\(name) and the table of evidence: \(summary(times.shown))")
    }
  }

  /// Two members of each of the first units that have two.
  private static func operationNames(_ session: Session) throws -> [String] {
    let (operations, partition) = (try session.analysis.operations(), try session.analysis.partition())
    return (0..<partition.unitCount).flatMap { unit -> [String] in
      let members = partition.members(of: unit)
      return members.count < 2 ? [] : members.prefix(2).map { operations.name(of: Int($0)).description }
    }
  }

  private static func perform(_ text: String, _ session: Session) throws -> Double {
    let start = ContinuousClock.now
    for statement in try Lexer.statements(in: text) { _ = try session.perform(statement) }
    return start.duration(to: .now) / .milliseconds(1)
  }

  private static func summary(_ times: [Double]) -> String {
    let sorted = times.sorted()
    func at(_ share: Double) -> String {
      sorted.isEmpty ? "-" : "\((sorted[Int(share * Double(sorted.count - 1))] * 10).rounded() / 10)"
    }
    return "p50 \(at(0.5)) ms, p99 \(at(0.99)) ms, worst \(at(1)) ms of \(sorted.count)"
  }
}
