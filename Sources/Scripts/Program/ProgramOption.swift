/// An option of the command line: parsing, help and completion read it from here.
package struct ProgramOption: Sendable {
  package enum Value: Sendable, Equatable {
    case text(String)
    case file, folder
    case choice([String])

    package var placeholder: String {
      switch self {
      case .text(let placeholder): placeholder
      case .file: "FILE"
      case .folder: "FOLDER"
      case .choice(let names): names.joined(separator: "|")
      }
    }
  }

  package let name: String
  /// One letter that stands for it.
  package let letter: String?
  /// Nil for a switch.
  package let value: Value?
  package let summary: String
  /// Which subcommands it is for; empty where it is for none or for all.
  package let subcommands: [Subcommand]
  package let repeats: Bool

  init(
    _ name: String, _ value: Value? = nil, _ summary: String, letter: String? = nil,
    of subcommands: [Subcommand] = [],
    repeats: Bool = false
  ) {
    (self.name, self.letter, self.value, self.summary) = (name, letter, value, summary)
    (self.subcommands, self.repeats) = (subcommands, repeats)
  }

  /// Such as `--set NAME=VALUE`.
  package var form: String { value.map { "\(name) \($0.placeholder)" } ?? name }

  /// How it was asked for: `-c` is an option of its own.
  func isCalled(_ word: String) -> Bool { word == name || word == letter }
}

extension ProgramOption {
  package static let all: [ProgramOption] = general + ofRun + ofScripts + printing

  private static let general = [
    ProgramOption("-c", .text("'STATEMENT; …'"), "runs statements"),
    ProgramOption("--json", nil, "one JSON object per statement"),
    ProgramOption("--echo", nil, "shows each statement before its answer"),
    ProgramOption(
      "--set", .text("NAME=VALUE"), "gives a session's parameter another value", repeats: true),
    ProgramOption("--allow-changed-inputs", nil, "takes inputs that are not the files recorded"),
    ProgramOption(
      "--allow-network", nil, "lets a session send texts to the servers that it names"),
    ProgramOption("--allow-programs", nil, "lets a run with a model start the program that measures tasks"),
    ProgramOption("--journals", .folder, "keeps journals there; without it only the shell keeps them"),
    ProgramOption(
      "--max-memory", .text("SIZE"), "how much memory the program may hold: 500M, 2G; more ends a statement"),
    ProgramOption("--no-cache", nil, "neither uses nor keeps vectors of earlier sessions"),
    ProgramOption("--no-init", nil, "the shell does not run its init file"),
  ]

  private static let ofRun = [
    ProgramOption("--out", .folder, "a folder for each run: what it showed, run.json, files", of: [.run]),
    ProgramOption("--jobs", .text("N"), "how many runs at a time", of: [.run]),
    ProgramOption("--params", .file, "values for parameters: JSON, or CSV with a row per run", of: [.run]),
    ProgramOption(
      "--sweep", .text("NAME=VALUES"), "a run per value: 0.5..0.9:0.05, or 0.8,0.9", of: [.run], repeats: true
    ),
    ProgramOption(
      "--over", .text("'PATTERN'"), "a run per file, for the parameter that is a file", of: [.run]),
    ProgramOption(
      "--figures", .text("LIST"), "figures of `expect` that go into run.json", of: [.run, .collect]),
    ProgramOption("--resume", nil, "goes on where runs stopped, if nothing changed", of: [.run]),
    ProgramOption("--replace", nil, "begins anew where runs stand", of: [.run]),
    ProgramOption("--fail-fast", nil, "begins no run after one that failed", of: [.run]),
    ProgramOption("--timeout", .text("TIME"), "how long a run may take: 90, 10m, 2h", of: [.run]),
    ProgramOption("--statement-timeout", .text("TIME"), "how long a statement may take", of: [.run]),
    ProgramOption("--junit", .file, "writes a JUnit report", of: [.run]),
    ProgramOption("--annotate", .choice(["github"]), "prints failures as annotations", of: [.run]),
    ProgramOption("--code-quality", .file, "writes failures as GitLab shows them", of: [.run]),
    ProgramOption("--only", .text("N"), "the N-th of all these runs", of: [.run]),
    ProgramOption("--slurm", .folder, "writes the runs as an array job of Slurm instead", of: [.run]),
    ProgramOption("--follow", nil, "goes on as the last log of a session grows", of: [.run]),
    ProgramOption(
      "--metrics", .file, "with --follow: figures for Prometheus, replaced with each change", of: [.run]),
    ProgramOption(
      "--webhook", .text("URL"), "with --follow: told of each change; needs --allow-network", of: [.run]),
    ProgramOption(
      "--idle", .text("TIME"), "with --follow: ends when nothing has come for so long", of: [.run]),
    ProgramOption("--check", nil, "compares what is shown with what is recorded", of: [.run]),
    ProgramOption("--update", nil, "with --check: records what is shown now", of: [.run]),
    ProgramOption(
      "--as", .choice(["outputs", "digests"]), "with --update: whole results, or digests of them", of: [.run]),
    ProgramOption(
      "--allow-other-engine", nil, "with --check: compares what another version recorded", of: [.run]),
  ]

  private static let ofScripts = [
    ProgramOption("--write", nil, "of fmt: writes the file instead", of: [.fmt]),
    ProgramOption("--verify", nil, "of fmt: only says which files would change", of: [.fmt]),
    ProgramOption(
      "--to", .file, "of collect, diff: a file .csv .json .jsonl .md .tex .db", of: [.collect, .diff]),
    ProgramOption("--form", .choice(["text", "dot", "mermaid"]), "of graph: how it is drawn", of: [.graph]),
  ]

  private static let printing = [
    ProgramOption("--pipe", nil, "serves a program: requests and answers as JSON (docs/python.md)"),
    ProgramOption("--manual", .choice(["markdown", "man"]), "prints the manual"),
    ProgramOption("--completions", .choice(["bash", "zsh", "fish"]), "prints completions for a shell"),
    ProgramOption("--grammar", nil, "prints a TextMate grammar of sessions"),
    ProgramOption("--version", nil, "prints the version", letter: "-V"),
    ProgramOption("--help", nil, "prints this", letter: "-h"),
  ]
}
