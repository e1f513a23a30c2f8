import Foundation
import StubServer
import TerminalSupport
import Testing

/// `embed http` as a person meets it. The only server is one in this process.
@Suite struct HTTPSessionTests {
  private static let kitchen = "load datasets/kitchen.jsonl"
  private static let secret = "sk-5up3rs3cret"

  private func working() throws -> StubServer {
    try StubServer { request, _ in StubServer.vectors(for: request, dimension: 64, isShuffled: true) }
  }

  private func embed(_ server: StubServer) -> String { "embed http \(server.url) --model tiny" }

  @Test func vectorsAreAskedForOnceAndMoveTheUnits() throws {
    let server = try working()
    let run = try Run([
      "--allow-network", "--no-cache", "-c",
      "\(Self.kitchen); \(embed(server)); evidence; set beta 0.5; undo; undo; redo; set tau 0.99; embed lexical",
    ])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("embedder lexical -> http \(server.url)/v1/embeddings tiny\n"))
    #expect(run.output.contains("tau 0.6 -> 0.85, the default of http\n"))
    #expect(run.output.matches(of: /units 41 -> \d+/).count >= 1)
    #expect(run.output.contains("tau 0.99 -> 0.6, the default of lexical"), "a tau belongs to its embedder")
    #expect(run.errors.contains("notice: no tau was chosen on data for tiny: 0.85 is a start"))
    #expect(server.requests.count == 2 && server.requests.allSatisfy { $0.model == "tiny" })
    #expect(server.requests.allSatisfy { $0.header("Authorization") == nil })
  }

  /// Whatever way a session takes to `embed http`, the server hears nothing.
  @Test func nothingIsSentWithoutLeave() throws {
    let server = try working()
    let folder = try TemporaryFolder()
    let script = try folder.write("s.maa", "maa 1\n\(Self.kitchen)\n\(embed(server))\nevidence\n")
    let later = try folder.write("l.maa", "maa 1\n\(embed(server))\n\(Self.kitchen)\nevidence\n")
    // A journal whose session had leave.
    let journals = "\(folder.path)/journals"
    let allowed = try Run([
      "--allow-network", "--no-cache", "--journals", journals, "-c", "note a; \(embed(server))",
    ])
    #expect(allowed.code == 0 && server.requests.isEmpty, "\(allowed.errors)")
    for arguments in [
      ["-c", "\(Self.kitchen); \(embed(server))"], ["-c", embed(server)], ["run", script], ["run", later],
      ["-c", "open \(script)"], ["-c", "open \(later)"],
      ["-c", "\(Self.kitchen); set tau 0.5; edit 2 \(embed(server))"],
      ["--journals", journals, "-c", "recover"], ["--json", "-c", embed(server)],
    ] {
      let run = try Run(arguments)
      #expect(run.code == 1, "\(arguments)")
      #expect(
        (run.errors + run.output).contains("--allow-network"), "\(arguments): \(run.errors)")
    }
    #expect(server.requests.isEmpty)
    #expect(try Run(["--allow-network", "--no-cache", "-c", "open \(script)"]).code == 0)
    #expect(server.requests.count == 2)
  }

  @Test func theKeyIsSentAndNeverShownNorKept() throws {
    // A server that hands back whatever it is given.
    let server = try StubServer { request, number in
      guard number > 1 else { return StubServer.vectors(for: request, dimension: 64) }
      let echo = request.header("Authorization") ?? "no key"
      return .text(number % 2 == 0 ? 401 : 200, number < 4 ? echo : "{\"error\":{\"message\":\"\(echo)\"}}")
    }
    let home = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: ["--allow-network", "--no-cache"],
      environment: ["HOME": home.path, "PAGER": "cat", "SOME_KEY": Self.secret], columns: 120, rows: 60)
    try terminal.waitFor("maa 1 ›")
    terminal.send("\(Self.kitchen)\r")
    try terminal.waitFor("maa 2 ›")
    terminal.send("\(embed(server)) --key-env SOME_KEY\r")
    try terminal.waitFor("maa 3 ›")
    for (number, message) in ["answers 401", "does not answer in JSON", "answers 401", "sends no vectors"]
      .enumerated()
    {
      terminal.send("embed http \(server.url)/\(number) --model tiny --key-env SOME_KEY\r")
      try terminal.waitFor(message)
      terminal.settle()
      #expect(terminal.screen.text.contains("[key]"))
    }
    // What failed changed nothing.
    terminal.send("embed\r")
    try terminal.waitFor("embedder http \(server.url)/v1/embeddings tiny")
    terminal.send("save \(home.path)/s.maa\r")
    try terminal.waitFor("s.maa   3 statements")
    terminal.send("history\r")
    try terminal.waitFor("maa 4 ›")
    #expect(server.requests.allSatisfy { $0.header("Authorization") == "Bearer \(Self.secret)" })
    #expect(server.requests.count == 6)
    expectNoKey(in: terminal.output, "the terminal")
    var files = 0
    for case let path as String in try #require(FileManager.default.enumerator(atPath: home.path)) {
      guard let data = FileManager.default.contents(atPath: "\(home.path)/\(path)") else { continue }
      expectNoKey(in: Array(data), path)
      files += 1
    }
    #expect(files >= 3, "a history, a journal and a session file")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  private func expectNoKey(in bytes: [UInt8], _ place: String) {
    #expect(Data(bytes).range(of: Data(Self.secret.utf8)) == nil, "the key stands in \(place)")
  }

  @Test func keysComeFromTheVariablesThatAreNamed() throws {
    let server = try working()
    let statement = "\(Self.kitchen); \(embed(server))"
    func sent(_ environment: [String: String], _ flags: String = "") throws -> String? {
      let run = try Run(["--allow-network", "--no-cache", "-c", statement + flags], environment: environment)
      #expect(run.code == 0, "\(run.errors)")
      return server.requests.last?.header("Authorization")
    }
    #expect(try sent(["OPENAI_API_KEY": "o"]) == "Bearer o")
    #expect(try sent(["OPENAI_API_KEY": "o", "MAA_EMBEDDING_KEY": " m\n"]) == "Bearer m")
    #expect(try sent(["MAA_EMBEDDING_KEY": "m", "K": "k"], " --key-env K") == "Bearer k")
    #expect(try sent(["MAA_EMBEDDING_KEY": ""]) == nil)
    let count = server.requests.count
    let missing = try Run(["--allow-network", "--no-cache", "-c", statement + " --key-env K"])
    #expect(missing.code == 1 && missing.errors.contains("the environment variable K holds no key"))
    let bad = try Run(
      ["--allow-network", "--no-cache", "-c", statement], environment: ["MAA_EMBEDDING_KEY": "a\r\nX: b"])
    #expect(
      bad.code == 1 && bad.errors.contains("MAA_EMBEDDING_KEY holds characters")
        && !bad.errors.contains("X: b"))
    #expect(server.requests.count == count)
  }

  /// A nightly run on the same texts asks for nothing, so it needs no key.
  @Test func vectorsThatAreKeptNeedNoKey() throws {
    let (server, folder) = (try working(), try TemporaryFolder())
    func run(_ statement: String, _ environment: [String: String] = [:]) throws -> Run {
      let given = environment.merging(["XDG_CACHE_HOME": folder.path]) { first, _ in first }
      return try Run(["--allow-network", "-c", "\(Self.kitchen); \(statement)"], environment: given)
    }
    let statement = "\(embed(server)) --key-env NIGHTLY_KEY"
    let without = try run(statement)
    #expect(without.code == 1 && without.errors.contains("the environment variable NIGHTLY_KEY holds no key"))
    #expect(server.requests.isEmpty)
    #expect(try run(statement, ["NIGHTLY_KEY": "k"]).code == 0)
    let count = server.requests.count
    let kept = try run(statement)
    #expect(kept.code == 0 && server.requests.count == count && count > 0, "\(kept.errors)")
    // What may be a key itself is not recorded, whatever is kept.
    for name in ["hunter", "Nightly_Key", "KEY12345", "K3Y"] {
      let refused = try run("\(embed(server)) --key-env \(name)")
      #expect(refused.code == 1 && refused.errors.contains("holds no key"), "\(name): \(refused.errors)")
    }
    #expect(server.requests.count == count)
  }

  @Test func noProxyStandsBeforeThisMachine() throws {
    let (server, proxy) = (try working(), try working())
    let environment = ["http_proxy": proxy.url, "ALL_PROXY": proxy.url]
    let run = try Run(
      ["--allow-network", "--no-cache", "-c", "\(Self.kitchen); \(embed(server))"], environment: environment)
    #expect(run.code == 0 && server.requests.count == 2 && proxy.requests.isEmpty, "\(run.errors)")
  }

  @Test func whatAServerSaysIsHarmless() throws {
    let hostile =
      "\u{1b}[2J\u{1b}]0;t\u{7}\u{9b}31m\u{202e}evil\u{0}" + String(repeating: "x", count: 100_000)
    let json = "{\"error\":{\"message\":\"\\u001b[2J\\u009b\\u202e\\u0000\"}}"
    for (status, body) in [(200, hostile), (400, hostile), (400, json), (200, json)] {
      let server = try StubServer { _, _ in .text(status, body) }
      for form in [[], ["--json"]] {
        let run = try Run(
          form + ["--allow-network", "--no-cache", "-c", "\(Self.kitchen); \(embed(server))"])
        #expect(run.code == 1)
        let said = run.output + run.errors
        #expect(said.utf8.count < 4_000)
        let isBad = { (scalar: Unicode.Scalar) in
          scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
        }
        #expect(!said.unicodeScalars.contains(where: isBad), "\(said)")
      }
    }
  }

  @Test func ctrlCEndsAHangingRequestAtOnce() throws {
    let server = try StubServer { _, _ in .silence }
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: ["--allow-network", "--no-cache"],
      environment: ["HOME": "/nonexistent", "PAGER": "cat"], columns: 100, rows: 30)
    try terminal.waitFor("maa 1 ›")
    terminal.send("\(Self.kitchen)\r")
    try terminal.waitFor("maa 2 ›")
    terminal.send("\(embed(server))\r")
    try terminal.waitFor("embedding")
    let start = Date()
    terminal.send("\u{3}")
    try terminal.waitFor("interrupted; nothing was changed")
    #expect(Date().timeIntervalSince(start) < 0.5)
    terminal.send("embed\r")
    try terminal.waitFor("embedder lexical")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
    #expect(server.requests.count == 1)
  }

  @Test func ctrlCEndsThePauseBetweenTries() throws {
    let server = try StubServer { _, _ in .text(429, "", headers: ["Retry-After: 30"]) }
    let statement = "\(Self.kitchen); \(embed(server))"
    let start = Date()
    let run = try Run(
      [], shell: "timeout --foreground -s INT 3 $MAA --allow-network -c '\(statement)'; exit 0")
    #expect(run.errors.contains("error: interrupted; nothing was changed"), "\(run.errors)")
    #expect(Date().timeIntervalSince(start) < 10 && server.requests.count == 1)
  }

  @Test func withoutLibcurlItIsSaidWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    for name in ["libcurl.so.4", "libcurl-gnutls.so.4"] { _ = try folder.write(name, "no library") }
    let server = try working()
    let environment = ["LD_LIBRARY_PATH": folder.path]
    let run = try Run(
      ["--allow-network", "--no-cache", "-c", "\(Self.kitchen); \(embed(server))"], environment: environment)
    #expect(run.code == 1 && run.errors.contains("libcurl4"), "\(run.errors)")
    #expect(try Run(["-c", Self.kitchen], environment: environment).code == 0)
    #expect(server.requests.isEmpty)
  }
}
