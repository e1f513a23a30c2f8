// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: warnings are errors.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A room of the house: the arrows are its `dependencies`, and SwiftPM refuses circles.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

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

func library(_ name: String, apt: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([apt])])
}

let package = Package(
  name: "maa",
  products: [
    .executable(name: "maa", targets: ["maa"]),
    .library(name: "Accumulation", targets: ["Accumulation"]),
  ],
  targets: [
    // A program that imports nothing else has to be told where `sqrt` and `floor` are.
    .target(
      name: "Accumulation", swiftSettings: strict,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    room("Tables"),
    room("Characters", ["CUtf8proc"]),
    room("Files", ["CCrypto", "CSignals", "CZlib", "CZstd", "Accumulation"]),
    room("JSON", ["CJSON"]),
    room("Traces", ["Accumulation", "Files", "JSON"]),
    room(
      "Embedding", ["Accumulation", "CCurl", "CJoin", "CKernels", "Characters", "Files", "JSON", "Tables"]),
    room("SQLite", ["CSQLite"]),
    room("Cache", ["Accumulation", "Embedding", "Files", "SQLite"]),
    room("Query", ["CSQLite", "Accumulation", "Files", "SQLite", "Tables"]),
    room(
      "Notebook",
      ["Accumulation", "Cache", "Characters", "Embedding", "Files", "JSON", "Query", "Tables", "Traces"],
      plugins: ["CommandList"]),
    room("Shell", ["CEditline", "CSignals", "Characters", "Files", "Notebook", "Query"]),
    .executableTarget(name: "maa", dependencies: ["Notebook", "Shell", "Files"], swiftSettings: strict),
    .executableTarget(
      name: "maa-bench", dependencies: ["Accumulation", "Embedding", "Files", "Notebook", "Traces"],
      path: "Benchmarks/maa-bench",
      swiftSettings: strict),

    tests("JSONTests", ["JSON"]),
    tests("FilesTests", ["Files", "CZlib", "CZstd"]),
    tests("TracesTests", ["Traces", "Files", "Accumulation", "CZlib", "CZstd"]),

    // C shims and C libraries.
    .target(name: "CCurl"),  // loads libcurl when it is first asked for
    .target(name: "CEditline", linkerSettings: [.linkedLibrary("edit")]),
    .target(name: "CSignals"),
    .target(name: "CJoin"),
    .target(name: "CKernels", exclude: ["Kernels.inc"]),
    .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CSQLite"),
    .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
    library("CZlib", apt: "zlib1g-dev"),
    library("CZstd", apt: "libzstd-dev"),
    library("CUtf8proc", apt: "libutf8proc-dev"),

    // Writes the registry of commands from the names of the files in Commands/.
    .executableTarget(name: "CommandLister", swiftSettings: strict),
    .plugin(name: "CommandList", capability: .buildTool(), dependencies: ["CommandLister"]),

    // Programs driven through a pseudo-terminal.
    .target(name: "CPty", path: "Tests/CPty"),
    .target(
      name: "TerminalSupport", dependencies: ["CPty"], path: "Tests/TerminalSupport", swiftSettings: strict),
    .executableTarget(
      name: "line-editor-probe", dependencies: ["Shell", "Files"], path: "Tests/line-editor-probe",
      swiftSettings: strict),
    tests("ShellTests", ["Shell", "Files", "TerminalSupport"]),

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
    // Hands tables to the programs that they are written for.
    .target(
      name: "ReadBackSupport", dependencies: ["Tables"], path: "Tests/ReadBackSupport", swiftSettings: strict),
    .target(name: "StubServer", path: "Tests/StubServer", swiftSettings: strict),
    tests("AccumulationTests", ["Accumulation", "Embedding", "Files", "GoldenSupport"]),
    tests(
      "EmbeddingTests",
      ["Accumulation", "CJoin", "CKernels", "Embedding", "Files", "GoldenSupport", "StubServer"]),
    tests(
      "NotebookTests",
      [
        "Accumulation", "Characters", "Embedding", "Files", "GoldenSupport", "Notebook", "ReadBackSupport",
        "Tables",
      ],
      exclude: ["Goldens"]),
    tests("EndToEndTests", ["GoldenSupport", "StubServer", "TerminalSupport"], exclude: ["Goldens"]),
    tests(
      "QueryTests",
      ["Accumulation", "Files", "GoldenSupport", "Notebook", "Query", "TerminalSupport", "Tables"],
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
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
