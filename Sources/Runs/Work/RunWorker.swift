import Analyses
import Answers
import Basics
import Files
import Language
import Phrasing
import Sessions
import Studies
import Tables

/// One run, from its first statement to its record.
final class RunWorker {
  private let run: PlannedRun
  private let terms: RunTerms
  private let folder: RunFolder?
  private let digest: String
  private let limits: RunLimits
  private let session: Session
  private var outcome: RunOutcome
  private var progress: RunProgress?

  init(_ run: PlannedRun, _ terms: RunTerms, _ registry: Registry, _ stages: Stages, _ pulse: Pulse) throws {
    (self.run, self.terms) = (run, terms)
    folder = terms.folder.map { RunFolder(path: "\($0)/\(run.name)") }
    digest = run.digest(terms.figures, engine: maaVersion)
    limits = RunLimits(terms.bounds)
    var options = terms.options
    options.overrides = run.overrides
    options.places = FilePlaces(output: folder?.path)
    session = try Session(registry: registry, options: options, pulse: limits.pulse(pulse), stages: stages)
    outcome = RunOutcome(run)
  }

  func perform() -> RunOutcome {
    if terms.resumes, let folder, folder.isDone(digest) {
      outcome.isKept = true
      return outcome
    }
    let started = monotonicSeconds()
    do {
      progress = try folder?.begin(digest, resumes: terms.resumes)
      for statement in run.script.statements where outcome.complaint == nil && !session.hasEnded {
        step(statement)
      }
      if outcome.complaint == nil { try takeFigures() }
    } catch { fail(error, nil) }
    session.close()
    outcome.seconds = monotonicSeconds() - started
    finish()
    return outcome
  }

  private func step(_ statement: Statement) {
    let started = monotonicSeconds()
    limits.beginStatement()
    do {
      let earlier = progress?.next()
      if let earlier, try passes(statement, earlier) {
        try progress?.note(earlier, isNew: false)
        return outcome.statements.append(earlier)
      }
      var ran = try ran(statement)
      ran.seconds = monotonicSeconds() - started
      let isSame = earlier.map { $0.statement == ran.statement && $0.text == ran.text } ?? false
      // Another log, or another engine: nothing that came after holds.
      if earlier != nil, !isSame { try progress?.forgetRest() }
      outcome.statements.append(ran)
      try progress?.note(ran, isNew: !isSame)
    } catch { fail(error, statement) }
  }

  /// A look need not be asked again, if what it wrote still stands.
  private func passes(_ statement: Statement, _ earlier: RanStatement) throws -> Bool {
    guard try session.isPlainLook(statement) else { return false }
    if let file = earlier.file, !isRegularFile(session.options.places.written(file)) { return false }
    try session.pass(earlier.statement)
    return true
  }

  private func ran(_ statement: Statement) throws -> RanStatement {
    let outcome = try session.perform(statement)
    let places = session.options.places
    return RanStatement(
      line: statement.line, statement: outcome.statement,
      text: places.withoutFolder(outcome.answer.plainText),
      warnings: outcome.warnings.map(places.withoutFolder), rows: outcome.answer.rowCount, seconds: 0,
      expectation: RanExpectation(outcome.answer), file: try writtenFile(statement))
  }

  /// Relative to the folder of the run.
  private func writtenFile(_ statement: Statement) throws -> String? {
    let call = try Call(statement, in: session.registry.vocabulary, parameters: session.study.parameters)
    return call.typedValues.first { $0.kind == .newFile && Int($0.value) == nil }?.value
  }

  private func takeFigures() throws {
    let analysis = session.analysis
    let hasLog = session.study.log != nil
    outcome.figures = try terms.figures.map { figure in
      let words = figure.split(separator: ":", maxSplits: 1).map(String.init)
      guard hasLog, Measure.isKnown(words[0], ofUnit: words.count > 1) else { return (figure, nil) }
      let unit = words.count > 1 ? try analysis.unit(named: words[1]) : nil
      return (figure, try Measure.value(words[0], of: unit, in: analysis))
    }
  }

  private func fail(_ error: any Error, _ statement: Statement?) {
    let fault = limits.fault(for: error)
    var complaint = Wording.complaint(fault)
    complaint.message = session.options.places.withoutFolder(complaint.message)
    complaint.details = complaint.details.map(session.options.places.withoutFolder)
    outcome.line = statement?.line
    if fault is Interrupted { complaint.exitCode = ExitCode.interrupted }
    (outcome.complaint, outcome.exitCode) = (complaint, complaint.exitCode)
    if case SessionFault.expectation(let figure, let seen, _, _) = fault, let statement {
      outcome.statements.append(
        RanStatement(
          line: statement.line, statement: statement.written(in: session.registry.vocabulary), text: "",
          warnings: [],
          rows: 0, seconds: 0, expectation: RanExpectation(figure: figure, seen: seen, holds: false)))
    }
  }

  private func finish() {
    let study = session.study
    outcome.parameters = study.parameters.names.map { ($0, study.parameters[$0]?.text ?? "") }
    outcome.inputs = study.inputs.map {
      Input(path: session.options.places.withoutFolder($0.path), sha256: $0.sha256)
    }
    outcome.embedder = study.log == nil ? nil : study.settings.embedder.text
    guard let folder, outcome.exitCode != ExitCode.interrupted else { return }
    outcome.files = folder.exported
    do {
      let script = try? session.script(withResult: study.log != nil)
      try folder.finish(outcome, script: script, digest: digest)
    } catch  where outcome.complaint == nil { fail(error, nil) } catch {}
  }
}

extension RanExpectation {
  /// What `expect` said for programs.
  fileprivate init?(_ answer: Answer) {
    guard let table = answer.tables.first(where: { $0.name == "expect" }), let row = table.rows.first,
      case .text(let measure) = row[0]
    else { return nil }
    figure = if case .text(let unit) = row[1] { "\(measure) \(unit)" } else { measure }
    seen = if case .number(let value, _) = row[2] { shortNumber(value) } else { "none" }
    holds = true
  }
}
