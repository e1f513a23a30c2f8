import Files
import Language
import Sessions
import Studies
import Tables

/// Two runs, or two sessions, held against each other: what differs in the end, and which statement it began with.
package struct RunComparison {
  private let sides: (Session, Session)
  private let statements: ([String], [String])
  private let names: (String, String)

  /// A run's folder, or a script.
  package init(_ first: String, _ second: String, _ makeSession: (_ places: FilePlaces) throws -> Session)
    throws
  {
    names = (first, second)
    sides = (try RunComparison.opened(first, makeSession), try RunComparison.opened(second, makeSession))
    statements = (sides.0.statements, sides.1.statements)
  }

  private static func opened(_ path: String, _ makeSession: (_ places: FilePlaces) throws -> Session) throws
    -> Session
  {
    let inside = "\(path)/\(RunFolder.script)"
    let isFolder = isRegularFile(inside)
    if !isFolder, !isRegularFile(path), fileExists(path) { throw CollectFault.noRuns(path: path) }
    let session = try makeSession(FilePlaces(output: isFolder ? path : nil))
    let (_, statements) = try SessionFile.read(isFolder ? inside : path)
    // The recorded result is of the whole; what differs is said one by one.
    try session.restart(with: statements.filter { $0.verb != "expect" })
    return session
  }

  /// A row for each thing that differs, with the statements from which on it did.
  package func table() throws -> Table {
    let columns: [Column] = [
      .text("what"), .text("name"), .text("first", flexible: true), .text("second", flexible: true),
      .text("since", flexible: true),
    ]
    var table = Table("differences", columns)
    let pairing = StatementPairing(statements.0, statements.1)
    for aspect in ComparedAspect.allCases {
      let differences = try differences(aspect, after: (statements.0.count, statements.1.count))
      guard !differences.isEmpty else { continue }
      let since = try beginning(of: aspect, pairing)
      for (name, first, second) in differences {
        table.append([
          .text(aspect.rawValue), .text(name), .optional(first), .optional(second), .text(since),
        ])
      }
    }
    let counts = ComparedAspect.allCases.compactMap { aspect -> String? in
      let count = table.rows.count { $0[0] == .text(aspect.rawValue) }
      return count > 0 ? "\(aspect.rawValue) \(count)" : nil
    }
    table.footer = counts.isEmpty ? "no difference" : "differences: \(counts.joined(separator: " · "))"
    return table
  }

  private func study(_ session: Session, after count: Int) -> Study {
    count == 0 ? Study() : session.entries[count - 1].study
  }

  private func differences(_ aspect: ComparedAspect, after counts: (Int, Int)) throws -> [(
    String, String?, String?
  )] {
    let first = try aspect.values(of: study(sides.0, after: counts.0), in: sides.0)
    let second = try aspect.values(of: study(sides.1, after: counts.1), in: sides.1)
    let values = (byName(first), byName(second))
    let names = first.map(\.name) + second.map(\.name).filter { values.0[$0] == nil }
    return names.compactMap { name in
      values.0[name] == values.1[name] ? nil : (name, values.0[name], values.1[name])
    }
  }

  private func byName(_ values: [(name: String, value: String)]) -> [String: String] {
    Dictionary(values.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The step after which the aspect differs for the first time and goes on to.
  private func beginning(of aspect: ComparedAspect, _ pairing: StatementPairing) throws -> String {
    var since: Int?
    var before = (0, 0)
    for (index, step) in pairing.steps.enumerated() {
      let isChange =
        (before.0..<step.first).contains { sides.0.entries[$0].changesStudy }
        || (before.1..<step.second).contains { sides.1.entries[$0].changesStudy }
      before = step
      guard isChange else { continue }
      if try differences(aspect, after: step).isEmpty { since = nil } else { since = since ?? index }
    }
    guard let since else { return "-" }
    let from = since == 0 ? (0, 0) : pairing.steps[since - 1]
    let to = pairing.steps[since]
    let texts = [
      statements.0[from.0..<to.first].map { "\(to.first): \(shortenedStatement($0))" },
      statements.1[from.1..<to.second].map { "\(to.second): \(shortenedStatement($0))" },
    ].map { $0.joined(separator: "; ") }
    return Set(texts).count == 1 ? texts[0] : texts.map { $0.isEmpty ? "-" : $0 }.joined(separator: " | ")
  }
}
