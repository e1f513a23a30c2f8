import Analyses
import Basics
import Identity
import Scoring
import Sessions
import Studies
import TraceLogs

/// The step `whole`: what all parts together must give, by one process that has everything at hand.
package struct WholePart {
  private let session: Session
  private let path: String

  package init(session path: String, registry: Registry, options: SessionOptions) throws {
    self.path = path
    let (_, statements) = try SessionFile.read(path)
    session = try Session(registry: registry, options: options, pulse: .silent)
    try session.restart(with: statements)
  }

  package func write(to sink: (String) throws -> Void) throws {
    let analysis = session.analysis
    guard let log = session.study.log?.trace else { throw PartFault.noLog(session: path) }
    let operations = try analysis.operations()
    let (partition, evidence) = (try analysis.units(), try analysis.evidence())
    let verdicts = try analysis.verdicts()
    let starts = LogStarts(log)
    for unit in 0..<partition.unitCount {
      let founder = Int(partition.founder[unit])
      let proposal = Int(operations.firstProposal[founder])
      let wording = PartWording(
        fingerprint: operations.fingerprints[founder], type: log.proposals.type[proposal],
        anchor: log.symbols[Int(log.proposals.anchor[proposal])], content: log.proposals.content[proposal],
        at: starts.place(of: proposal, in: log))
      let verdict = PartVerdict(
        number: unit + 1, unit: wording.fingerprint, face: PartFace(wording),
        wordings: partition.members(of: unit).count, n: Int(evidence.n[unit]), mhat: evidence.mhat[unit],
        last: evidence.last[unit], share: evidence.share[unit], verdict: verdicts.verdict[unit],
        low: verdicts.low[unit], high: verdicts.high[unit], needed: verdicts.needed[unit])
      try sink(verdict.line)
    }
  }
}

/// Where the proposals of each log begin among all.
private struct LogStarts {
  private var first: [Int32: Int] = [:]

  init(_ log: TraceLog) {
    for proposal in 0..<log.proposals.count {
      let source = log.batches[Int(log.proposals.batch[proposal])].source
      if first[source] == nil { first[source] = proposal }
    }
  }

  func place(of proposal: Int, in log: TraceLog) -> PartPlace {
    let source = log.batches[Int(log.proposals.batch[proposal])].source
    return PartPlace(Int(source), proposal - (first[source] ?? 0))
  }
}
