import Files
import Language

/// Which runs there are to be: each script with each row of values, each file and each point of the grid.
package struct RunPlan: Sendable {
  package let runs: [PlannedRun]
  /// Other processes may do the other runs.
  let isPart: Bool
  private static let most = 1_000_000

  /// What the command line asks for.
  package struct Wishes: Sendable {
    package var files: [String] = []
    package var overrides: [String: String] = [:]
    /// A file of rows.
    package var rows: String?
    /// `NAME=VALUES`
    package var sweeps: [String] = []
    /// `[NAME=]PATTERN`
    package var over: String?

    package init() {}
  }

  /// Values that one run has and its neighbour has not; they make its name.
  private typealias Point = [(name: String, value: String)]

  package init(_ wishes: Wishes, _ vocabulary: Vocabulary) throws {
    let rows = try wishes.rows.map { try ParameterRows($0).rows } ?? [[]]
    let axes = try wishes.sweeps.map { try RunPlan.axis($0) }
    var runs: [PlannedRun] = []
    for file in wishes.files {
      let script = try PlannedScript(file, vocabulary)
      let own = try wishes.over.map { [try RunPlan.files($0, script)] } ?? []
      let points = try RunPlan.product(
        ([rows] + own + axes).filter { $0.count != 1 || !($0.first?.isEmpty ?? true) })
      runs += try points.map {
        try RunPlan.run(script, wishes.overrides, $0, isAlone: rows.count == 1 && $0.count == rows[0].count)
      }
    }
    try RunPlan.checkNames(runs)
    (self.runs, isPart) = (runs, false)
  }

  /// The plan of one of its runs, counted from 1.
  package func only(_ number: Int) throws -> RunPlan {
    guard runs.indices.contains(number - 1) else { throw PlanFault.noSuchRun(number, runs: runs.count) }
    return RunPlan([runs[number - 1]], isPart: true)
  }

  private init(_ runs: [PlannedRun], isPart: Bool) { (self.runs, self.isPart) = (runs, isPart) }

  /// Without a folder for each run, runs of one script write over each other's files.
  package func checkWritten(_ vocabulary: Vocabulary) throws {
    for (path, runs) in Dictionary(grouping: runs, by: \.script.path).sorted(by: { $0.key < $1.key })
    where runs.count > 1 {
      let writes = try runs[0].script.statements.contains { statement in
        try Call(statement, in: vocabulary, parameters: nil).withLiterals().typedValues.contains {
          $0.kind == .newFile && Int($0.value) == nil
        }
      }
      if writes { throw PlanFault.needsFolder(script: path) }
    }
  }

  private static func run(_ script: PlannedScript, _ fixed: [String: String], _ point: Point, isAlone: Bool)
    throws
    -> PlannedRun
  {
    var overrides = fixed
    for (name, value) in point {
      if overrides.updateValue(value, forKey: name) != nil { throw PlanFault.givenTwice(parameter: name) }
    }
    for (name, value) in overrides.sorted(by: { $0.key < $1.key }) { try script.check(name, value) }
    let parts = isAlone ? [] : point.map { "\($0.name)=\(shortened($0.value))" }
    let name = folderName(([script.name] + parts).joined(separator: ","))
    return PlannedRun(script: script, name: name, overrides: overrides)
  }

  /// `tau=0.5..0.9:0.05`, `beta=0.8,0.9,0.95`.
  private static func axis(_ text: String) throws -> [Point] {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw PlanFault.badSweep(text)
    }
    let name = String(text[..<equals])
    let values = text[text.index(after: equals)...].split(separator: ",").flatMap { part in
      DecimalRange(String(part))?.values ?? [String(part)]
    }
    guard !values.isEmpty else { throw PlanFault.emptySweep(text) }
    return values.map { [(name, $0)] }
  }

  private static func files(_ text: String, _ script: PlannedScript) throws -> [Point] {
    let known = script.declarations.map(\.name)
    var (name, pattern): (String?, String) = (nil, text)
    if let equals = text.firstIndex(of: "="), known.contains(String(text[..<equals])) {
      (name, pattern) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
    let files = script.declarations.filter { $0.type == .file }.map(\.name)
    guard let name = name ?? (files.count == 1 ? files.first : nil) else {
      throw PlanFault.whichFile(script: script.path, parameters: files.isEmpty ? known : files)
    }
    let paths = filesMatching(pattern)
    guard !paths.isEmpty else { throw PlanFault.nothingMatches(pattern: pattern) }
    return paths.map { [(name, $0)] }
  }

  /// All combinations, the last axis the fastest.
  private static func product(_ axes: [[Point]]) throws -> [Point] {
    let count = axes.reduce(1) { $0 > most ? $0 : $0 * $1.count }
    guard count <= most else { throw PlanFault.tooManyRuns(count, most: most) }
    return axes.reduce([[]]) { points, axis in points.flatMap { point in axis.map { point + $0 } } }
  }

  private static func checkNames(_ runs: [PlannedRun]) throws {
    var taken: [String: PlannedRun] = [:]
    for run in runs {
      if let other = taken.updateValue(run, forKey: run.name) {
        throw PlanFault.sameFolder(name: run.name, first: other.described, second: run.described)
      }
    }
  }

  /// Of a file only its name, which tells the runs of a folder apart.
  private static func shortened(_ value: String) -> String {
    value.contains("/") ? PlannedScript.stem(value) : value
  }

  /// A name for every file system: what is unusual becomes `_`, and a hash stands for what is too long.
  private static func folderName(_ text: String) -> String {
    let plain = String(
      text.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._=,+-".contains($0)) ? $0 : "_" })
    let name = plain.hasPrefix(".") ? "_" + plain.dropFirst() : plain
    guard name.utf8.count > 120 else { return name }
    return name.prefix(100) + "-" + Digest.sha256(of: Array(text.utf8)).prefix(12)
  }
}

extension PlannedRun {
  /// As a message tells it from another.
  package var described: String {
    let values = overrides.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([script.path] + values).joined(separator: " ")
  }
}
