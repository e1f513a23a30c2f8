import Answers
import Sessions
import Studies

/// What became of a statement of a run.
package struct RanStatement: Sendable, Equatable {
  /// Of the script.
  package let line: Int
  /// In its canonical form.
  package let statement: String
  package let text: String
  package let warnings: [String]
  package let rows: Int
  package var seconds: Double
  package var expectation: RanExpectation?
  /// A file that it wrote.
  package var file: String?
}

package struct RanExpectation: Sendable, Equatable {
  /// `units`, or `mhat w:1f3a90c2`.
  package let figure: String
  package let seen: String
  package let holds: Bool
}

/// What became of a run.
package struct RunOutcome: Sendable {
  package let run: PlannedRun
  package var statements: [RanStatement] = []
  /// In the order of their declaration.
  package var parameters: [(name: String, value: String)] = []
  package var inputs: [Input] = []
  package var embedder: String?
  package var figures: [(name: String, value: Double?)] = []
  package var seconds = 0.0
  package var exitCode = ExitCode.done
  /// Why it stopped, and the line of the script.
  package var complaint: Complaint?
  package var line: Int?
  package var files: [String] = []
  /// It had been done before, and nothing that it depends on has changed.
  package var isKept = false

  init(_ run: PlannedRun) { self.run = run }

  package var expectations: [RanExpectation] { statements.compactMap(\.expectation) }
}

/// What holds for all runs.
package struct RunTerms: Sendable {
  package var options: SessionOptions
  package var bounds = RunLimits.Bounds()
  /// Figures that each run closes with.
  package var figures: [String] = []
  /// Holds a folder for each run; nil keeps nothing.
  package var folder: String?
  package var resumes = false
  package var replaces = false

  package init(_ options: SessionOptions) { self.options = options }
}
