/// What the first word of a command line may ask for, beside a file to open.
package enum Subcommand: String, Sendable, CaseIterable {
  case run, check, fmt, graph, collect, diff

  package var form: String {
    switch self {
    case .run: "run FILE.maa…"
    case .check: "check FILE.maa…"
    case .fmt: "fmt FILE.maa…"
    case .graph: "graph FILE.maa"
    case .collect: "collect FOLDER"
    case .diff: "diff RUN RUN"
    }
  }

  package var summary: String {
    switch self {
    case .run: "runs sessions headlessly"
    case .check: "says what is wrong with sessions without running them"
    case .fmt: "prints sessions in their canonical layout"
    case .graph: "shows which statements depend on which"
    case .collect: "gathers the runs of a folder in one table"
    case .diff: "says in what two runs differ, and since which statement"
    }
  }
}
