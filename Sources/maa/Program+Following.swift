import Answers
import Commands
import Files
import ForeignLogs
import HTTP
import Phrasing
import Runs
import Scripts
import Sessions

/// A session on a log that still grows.
extension Program {
  func follow(_ file: String) throws -> Int32 {
    Interrupt.install(secondEndsProcess: true)
    let sink = makeSink()
    var terms = FollowRun.Terms()
    (terms.metrics, terms.idle) = (arguments.line["--metrics"], try arguments.line.duration("--idle"))
    if let url = arguments.line["--webhook"] {
      guard arguments.options.allowsNetwork else { throw FollowFault.webhookNeedsNetwork }
      terms.webhook = try Webhook(url)
    }
    let limits = RunLimits(try bounds())
    let session = try Session(options: arguments.options, pulse: limits.pulse(Interrupt.pulse))
    defer { session.close() }
    do {
      try FollowRun(
        file, session, terms, open: GrowingLogs.opened, write: { _ = say($0) }, warn: sink.warn
      ).run()
      return ExitCode.done
    } catch {
      let complaint = Wording.complaint(limits.fault(for: error))
      sink.fail(complaint, number: nil, statement: "follow \(file)")
      return complaint.exitCode
    }
  }
}
