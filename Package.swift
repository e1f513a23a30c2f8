// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: warnings are errors. Values check what they promise where `MAA_INVARIANTS` is set, as for the tests.
let strict: [SwiftSetting] =
  [.treatAllWarnings(as: .error)]
  + (Context.environment["MAA_INVARIANTS"] == nil ? [] : [.define("MAA_INVARIANTS")])

/// A room of the house: the arrows are its `dependencies`, and SwiftPM refuses circles.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

/// The commit that is built, for `maa --version`. `tools/swift-build` says it: what a manifest found out by itself is kept for as
/// long as the manifest stays the same.
let commit: String = {
  if let said = Context.environment["MAA_COMMIT"] { return said }
  guard let git = Context.gitInformation else { return "unknown" }
  return String(git.currentCommit.prefix(12)) + (git.hasUncommittedChanges ? "+" : "")
}()

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// A program for the library product: it sees what any other package sees.
func example(_ name: String, path: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["Accumulation", "ExampleTexts"], path: "Examples/\(path)",
    packageAccess: false,
    swiftSettings: strict)
}

/// `make packaged` names a file of pkg-config here whose folder of static libraries goes first on the linker's path.
let staticLibraries = Context.environment["MAA_STATIC_LIBRARIES"]

func library(_ name: String, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: staticLibraries, providers: [.apt([apt])])
}

/// What tests of the whole notebook need.
let notebook: [Target.Dependency] = [
  "Analyses", "Answers", "Commands", "ForeignLogs", "Language", "Phrasing", "Reports", "Reviewing",
  "Sessions", "Sinks",
  "Studies",
  "Terms",
  "Views",
]

/// SwiftPM builds a target again when a target that it names has changed, and not for what lies below that one, where the
/// layout of a type may be another: so each names all that lies below it. What a room uses by itself is what stands in its
/// own list.
func closed(_ targets: [Target]) -> [Target] {
  let below = Dictionary(
    uniqueKeysWithValues: targets.map { target in
      (
        target.name,
        target.dependencies.compactMap { dependency in
          if case .byNameItem(let name, _) = dependency { name } else { nil }
        }
      )
    })
  for target in targets where target.type != .plugin {
    var (all, next) = (Set<String>(), below[target.name] ?? [])
    while let name = next.popLast() {
      if all.insert(name).inserted { next += below[name] ?? [] }
    }
    let more = all.subtracting(below[target.name] ?? []).sorted()
    target.dependencies += more.map { .byNameItem(name: $0, condition: nil) }
  }
  return targets
}

let package = Package(
  name: "maa",
  products: [
    .executable(name: "maa", targets: ["maa"]),
    .library(name: "Accumulation", targets: ["Accumulation"]),
  ],
  targets: closed([
    // The method.
    room("Basics"),
    room("TraceLogs", ["Basics"]),
    room("Identity", ["Basics", "CSums", "TraceLogs"]),
    room("Effects", ["Basics", "TraceLogs"]),
    room("Scoring", ["Basics", "CSums", "Effects", "Identity", "TraceLogs"]),
    room("Memory", ["Basics", "Identity", "Scoring", "TraceLogs"]),
    room("Simulating", ["Basics", "Effects", "Memory", "TraceLogs"]),
    room("Judging", ["Basics", "Effects", "Identity", "Scoring", "TraceLogs"]),
    room("Guarding", ["Basics", "Identity", "Scoring", "TraceLogs"]),
    room("Assessing", ["Basics", "Identity", "Simulating", "TraceLogs"]),
    // A program that imports nothing else has to be told where `sqrt` and `floor` are.
    .target(
      name: "Accumulation",
      dependencies: [
        "Assessing", "Basics", "Effects", "Guarding", "Identity", "Judging", "Memory", "Scoring",
        "Simulating",
        "TraceLogs",
      ],
      swiftSettings: strict, linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),

    // The world.
    room("Tables"),
    room("Characters", ["CUtf8proc"]),
    room("Files", ["Basics", "CCrypto", "CSignals", "CZlib", "CZstd"]),
    room("JSON", ["CJSON"]),
    room("Traces", ["Basics", "Files", "JSON", "Simulating", "TraceLogs"]),
    room("Spans", ["Basics", "Files", "JSON"]),
    room("Importing", ["Basics", "Files", "JSON", "TraceLogs"]),
    room(
      "AgentLogs", ["Basics", "Files", "Importing", "JSON", "SQLite", "Spans", "Traces"],
      plugins: ["FormatList"]),
    room(
      "MemoryLogs", ["Basics", "Files", "Git", "Importing", "JSON", "SQLite"],
      plugins: ["FormatList"]),
    room(
      "OptimizerLogs", ["Basics", "Files", "Importing", "JSON", "SQLite", "TraceLogs"],
      plugins: ["FormatList"]),
    room("Imports", ["AgentLogs", "Importing", "MemoryLogs", "OptimizerLogs", "TraceLogs"]),
    room(
      "Embedding",
      [
        "Basics", "CJoin", "CKernels", "Characters", "Files", "HTTP", "Identity", "JSON", "Tables",
        "TraceLogs",
      ]),
    room("HTTP", ["Basics", "CCurl", "Files", "JSON"]),
    room("Channels", ["Basics", "Files", "HTTP", "JSON"]),
    room(
      "Optimizing",
      ["Basics", "Channels", "Files", "HTTP", "JSON", "Memory", "Scoring", "TraceLogs", "Traces"]),
    room("SQLite", ["CSQLite"]),
    room("Git", ["Basics", "CGit", "Files"]),
    room("Cache", ["Basics", "Embedding", "Files", "Identity", "SQLite"]),
    room("Query", ["Basics", "CSQLite", "Files", "SQLite", "Tables"]),

    // The notebook.
    room("Language", ["Basics"]),
    room("Answers", ["Tables"]),
    room(
      "Studies",
      [
        "Basics", "Channels", "Effects", "Embedding", "Files", "HTTP", "Identity", "JSON", "Judging",
        "Language", "Memory", "Optimizing", "Scoring", "Simulating", "Tables", "TraceLogs", "Traces",
      ]),
    room(
      "Analyses",
      [
        "Answers", "Assessing", "Basics", "Cache", "Characters", "Effects", "Embedding", "Files", "Guarding",
        "Identity", "Judging", "Language", "Memory", "Scoring", "Studies", "Tables", "TraceLogs", "Traces",
      ]),
    room(
      "Columns",
      [
        "Analyses", "Basics", "Effects", "Identity", "Judging", "Query", "Scoring", "Studies", "Tables",
        "TraceLogs",
      ]),
    room(
      "Views",
      [
        "Analyses", "Answers", "Assessing", "Basics", "Characters", "Columns", "Effects", "Guarding",
        "Identity", "Judging", "Language", "Memory", "Query", "Scoring", "Studies", "Tables", "TraceLogs",
        "Traces",
      ]),
    room(
      "Plotting",
      [
        "Analyses", "Answers", "Assessing", "Basics", "Identity", "Judging", "Language", "Memory", "Scoring",
        "Studies", "Tables", "TraceLogs", "Views",
      ]),
    room(
      "Phrasing",
      [
        "Analyses", "Answers", "Basics", "Cache", "Channels", "Characters", "Columns", "Effects",
        "Embedding", "Files", "Git", "HTTP", "Identity", "Importing", "JSON", "Language",
        "Optimizing", "Query", "Studies", "Tables", "TraceLogs", "Traces", "Views",
      ]),
    room(
      "Sessions",
      [
        "Analyses", "Answers", "Assessing", "Basics", "Cache", "Characters", "Columns", "Files", "Identity",
        "Judging", "Language", "Phrasing", "Query", "Studies", "Tables", "TraceLogs", "Traces", "Views",
      ]),
    room(
      "Reviewing",
      [
        "Analyses", "Answers", "Basics", "Columns", "Files", "Identity", "Judging", "Language",
        "Scoring", "Sessions", "Studies", "Tables", "TraceLogs",
      ]),
    room(
      "Reports",
      [
        "Analyses", "Answers", "Basics", "Channels", "Characters", "Files", "Guarding", "HTTP",
        "Identity", "Language", "LiveViews", "Memory", "Optimizing", "Scoring", "Sessions", "Studies",
        "Tables", "TraceLogs", "Views",
      ]),
    room(
      "LiveViews",
      [
        "Analyses", "Answers", "Channels", "Files", "Language", "Memory", "Optimizing", "Tables", "TraceLogs",
      ]),
    room(
      "Appraisals",
      [
        "Analyses", "Answers", "Assessing", "Basics", "Characters", "Columns", "Effects", "Identity",
        "Importing", "Imports", "Judging", "Language", "Memory", "Scoring", "Simulating", "Studies", "Tables",
        "TraceLogs", "Views",
      ]),
    room("Terms", ["Columns", "Language", "Query", "Studies", "Views"]),
    room(
      "ForeignLogs",
      [
        "Analyses", "Answers", "Appraisals", "Basics", "Cache", "Files", "Identity", "Importing", "Imports",
        "Language", "Memory", "Phrasing", "Sessions", "Studies", "Tables", "TraceLogs", "Traces", "Views",
      ]),
    room(
      "LiveRuns",
      [
        "Analyses", "Answers", "Basics", "Channels", "Files", "ForeignLogs", "HTTP", "Importing", "Imports",
        "Language", "LiveViews", "Memory", "Optimizing", "Sessions", "Studies", "Tables", "TraceLogs",
        "Traces",
      ], plugins: ["CommandList"]),
    room("Scripts", ["Answers", "Files", "Language", "Phrasing", "Sessions", "Tables"]),
    room(
      "Runs",
      [
        "Analyses", "Answers", "Basics", "Characters", "Embedding", "Files", "HTTP", "Identity", "JSON",
        "Language",
        "Memory", "Phrasing", "Query", "Scoring", "Sessions", "Studies", "Tables", "TraceLogs", "Traces",
      ]),
    room(
      "Commands",
      [
        "Analyses", "Answers", "Appraisals", "Assessing", "Basics", "Cache", "Characters", "Columns",
        "Effects", "Embedding", "Files", "ForeignLogs", "Guarding", "HTTP", "Identity", "Importing",
        "Imports", "Judging", "Language", "LiveRuns", "LiveViews", "Memory", "Optimizing", "Phrasing",
        "Plotting", "Query", "Reports", "Reviewing", "Runs", "Scoring", "Sessions", "Simulating",
        "Studies", "Tables", "Terms", "TraceLogs", "Traces", "Views",
      ], plugins: ["CommandList"]),
    room(
      "Parts",
      [
        "Analyses", "Answers", "Basics", "Embedding", "Files", "Identity", "JSON", "Language", "Phrasing",
        "Scoring", "Sessions", "Studies", "Tables", "TraceLogs", "Traces",
      ]),
    room("Sinks", ["Answers", "Basics", "Characters", "Files", "Sessions", "Tables"]),
    room(
      "Shell",
      [
        "Answers", "Basics", "CEditline", "CSignals", "Characters", "Completing", "Files",
        "Language", "Phrasing", "Sessions", "Sinks",
      ]),

    room(
      "Completing",
      [
        "Analyses", "Basics", "Characters", "Columns", "Files", "Identity", "Language", "Query",
        "Sessions", "Studies", "TraceLogs", "Views",
      ]),
    room(
      "Serving",
      [
        "Answers", "Basics", "Columns", "Completing", "Files", "JSON", "Language", "Phrasing",
        "Reports", "Sessions", "Tables", "Views",
      ]),

    .executableTarget(
      name: "maa",
      dependencies: [
        "Analyses", "Answers", "Basics", "CBuild", "CCurl", "CKernels", "CSQLite", "Characters", "Commands",
        "Files", "ForeignLogs", "HTTP", "Language", "Parts", "Phrasing", "Query", "Runs", "Scripts",
        "Serving", "Sessions", "Shell", "Sinks", "Tables", "Terms", "Views",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "maa-bench",
      dependencies: [
        "Analyses", "Basics", "Commands", "Effects", "Embedding", "Files", "Identity", "Importing", "Imports",
        "Judging", "Language", "Memory", "Optimizing", "Scoring", "Sessions", "Simulating", "TraceLogs",
        "Traces", "TrialSupport",
      ], path: "Benchmarks/maa-bench", swiftSettings: strict),
    // Any bytes for all that reads bytes: `make fuzz`.
    .executableTarget(
      name: "maa-fuzz",
      dependencies: [
        "Accumulation", "Analyses", "Basics", "Characters", "Commands", "Embedding", "Files", "Importing",
        "Imports",
        "JSON", "Language", "Phrasing", "Query", "Runs", "SampleSupport", "Scripts", "Sessions", "Studies",
        "Traces", "Views",
      ], path: "Tests/maa-fuzz", exclude: ["Corpus"], swiftSettings: strict),

    tests("JSONTests", ["JSON"]),
    tests("FilesTests", ["CZlib", "CZstd", "Files", "GoldenSupport"]),
    // Repositories made with the program git.
    .target(name: "GitSupport", path: "Tests/GitSupport", swiftSettings: strict),
    tests("GitTests", ["Files", "Git", "GitSupport", "GoldenSupport"], exclude: ["Samples"]),
    tests("TracesTests", ["Traces", "Files", "GoldenSupport", "Accumulation", "CZlib", "CZstd"]),
    tests(
      "ImportsTests",
      [
        "Accumulation", "AgentLogs", "CSQLite", "CZlib", "CZstd", "Files", "Git", "GitSupport",
        "GoldenSupport", "Importing", "Imports", "JSON", "MemoryLogs", "OptimizerLogs", "Phrasing",
        "ReadBackSupport", "SQLite", "SampleSupport", "Spans", "Traces",
      ]),
    // Small logs of other tools, for the tests and for `maa-fuzz`.
    .target(name: "SampleSupport", path: "Tests/SampleSupport", swiftSettings: strict),

    // C shims and C libraries.
    .target(name: "CBuild", cSettings: [.define("MAA_COMMIT", to: "\"\(commit)\"")]),
    .target(name: "CCurl"),  // loads libcurl when it is first asked for
    .target(name: "CGit"),  // loads libgit2 when it is first asked for
    // Within the program: as shared libraries these two take a quarter of the time of a short run to be put in place.
    .target(
      name: "CEditline",
      linkerSettings: [":libedit.a", ":libbsd.a", ":libmd.a", "tinfo"].map { .linkedLibrary($0) }),
    .target(name: "CSignals"),
    .target(name: "CJoin"),
    .target(name: "CSums"),
    .target(name: "CKernels", exclude: ["Bytes.inc", "Kernels.inc"]),
    .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CSQLite"),
    .target(name: "CCrypto", linkerSettings: [.linkedLibrary(":libcrypto.a")]),
    library("CZlib", apt: "zlib1g-dev"),
    library("CZstd", apt: "libzstd-dev"),
    library("CUtf8proc", apt: "libutf8proc-dev"),

    // Writes the registries of commands and formats from the names of the files in their folders.
    .executableTarget(name: "RegistryLister", swiftSettings: strict),
    .plugin(name: "CommandList", capability: .buildTool(), dependencies: ["RegistryLister"]),
    .plugin(name: "FormatList", capability: .buildTool(), dependencies: ["RegistryLister"]),

    // Programs driven through a pseudo-terminal.
    .target(name: "CPty", path: "Tests/CPty"),
    .target(
      name: "TerminalSupport", dependencies: ["CPty"], path: "Tests/TerminalSupport", swiftSettings: strict),
    .executableTarget(
      name: "line-editor-probe", dependencies: ["Completing", "Shell", "Files"],
      path: "Tests/line-editor-probe",
      swiftSettings: strict),
    tests("ShellTests", ["Completing", "Shell", "Files", "TerminalSupport"]),

    // An embedder that counts, and a process that keeps its vectors.
    .target(
      name: "CacheSupport", dependencies: ["Accumulation", "Embedding", "Files"], path: "Tests/CacheSupport",
      swiftSettings: strict),
    .executableTarget(
      name: "vector-cache-probe", dependencies: ["Accumulation", "Cache", "CacheSupport", "Files"],
      path: "Tests/vector-cache-probe", swiftSettings: strict),
    tests(
      "CacheTests",
      ["Accumulation", "CSQLite", "Cache", "CacheSupport", "Embedding", "GoldenSupport", "TerminalSupport"]),

    // Goldens and seeded randomness for every room's tests.
    .target(name: "GoldenSupport", path: "Tests/GoldenSupport", swiftSettings: strict),
    // Logs with planted truth, as people have them.
    .target(
      name: "PlantedLogs", dependencies: ["Accumulation"], path: "Tests/PlantedLogs", swiftSettings: strict),
    // Hands tables to the programs that they are written for.
    .target(
      name: "ReadBackSupport", dependencies: ["Tables"], path: "Tests/ReadBackSupport", swiftSettings: strict),
    // Makes calls of the system fail, and the power go.
    .target(
      name: "FaultSupport", dependencies: ["Files"], path: "Tests/FaultSupport", swiftSettings: strict),
    .target(name: "StubServer", path: "Tests/StubServer", swiftSettings: strict),
    tests(
      "LiveTests",
      [
        "Answers", "Basics", "Channels", "Commands", "FaultSupport", "Files", "GoldenSupport", "HTTP",
        "Identity",
        "Language", "LiveViews", "Memory", "Optimizing", "PaperSupport", "Phrasing", "Scoring", "Sessions",
        "Sinks", "StubServer", "TerminalSupport", "TraceLogs", "Traces",
      ]),
    // Experiments in planted worlds, for the tests and for `maa-bench`.
    .target(
      name: "TrialSupport", dependencies: ["Basics", "Effects", "Simulating", "TraceLogs"],
      path: "Tests/TrialSupport",
      swiftSettings: strict),
    // The paper's loop, written a second time.
    .target(
      name: "PaperSupport", dependencies: ["Accumulation"], path: "Tests/PaperSupport", swiftSettings: strict),
    tests(
      "AccumulationTests",
      ["Accumulation", "Embedding", "Files", "GoldenSupport", "PaperSupport", "TrialSupport"]),
    tests(
      "EmbeddingTests",
      ["Accumulation", "CJoin", "CKernels", "Embedding", "Files", "GoldenSupport", "HTTP", "StubServer"]),
    tests(
      "NotebookTests",
      [
        "Accumulation", "Characters", "Embedding", "FaultSupport", "Files", "GoldenSupport", "HTTP",
        "PlantedLogs", "Query",
        "ReadBackSupport", "Tables", "Traces",
      ]
        + notebook,
      exclude: ["Goldens"]),
    tests(
      "EndToEndTests", ["GoldenSupport", "PlantedLogs", "StubServer", "TerminalSupport"], exclude: ["Goldens"]
    ),
    tests(
      "QueryTests",
      ["Accumulation", "Files", "GoldenSupport", "Query", "TerminalSupport", "Tables"] + notebook,
      exclude: ["Goldens"]),
    tests("CharactersTests", ["Characters", "GoldenSupport"]),

    // What the examples bring along: fingerprints and vectors of a few short texts.
    .target(
      name: "ExampleTexts", dependencies: ["Accumulation"], path: "Examples/ExampleTexts",
      packageAccess: false,
      swiftSettings: strict),
    example("evidence-in-code", path: "EvidenceInCode"),
    example("planted-world", path: "PlantedWorld"),
    example("decisions-at-work", path: "DecisionsAtWork"),
    tests("ExamplesTests", ["GoldenSupport", "TerminalSupport"], exclude: ["Goldens"]),

    tests("TablesTests", ["Characters", "GoldenSupport", "ReadBackSupport", "Tables"], exclude: ["Goldens"]),
  ]),
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
