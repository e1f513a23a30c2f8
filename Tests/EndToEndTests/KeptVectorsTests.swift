import TerminalSupport
import Testing

/// Where the program keeps vectors, and how one keeps it from doing so.
@Suite struct KeptVectorsTests {
  @Test func theCacheLiesInTheUsersFolder() throws {
    let folder = try TemporaryFolder()
    let run = try Run(["-c", "cache"], environment: ["XDG_CACHE_HOME": folder.path, "MAA_CACHE_LIMIT": "7"])
    #expect(run.output.contains("\(folder.path)/maa/vectors.sqlite"))
    #expect(run.output.contains("      7 "), "\(run.output)")
  }

  @Test(arguments: [(["--no-cache"], ""), ([], "0")])
  func keepsNoneWhenToldSo(_ flags: [String], _ limit: String) throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_CACHE_HOME": folder.path, "MAA_CACHE_LIMIT": limit]
    let run = try Run(flags + ["-c", "cache"], environment: environment)
    #expect(run.code == 0 && run.output.contains("vectors are not kept in this session"))
  }

  /// A log that was loaded before says what it said, though nothing reads it again.
  @Test func aLargeLogIsKeptAsItWasRead() async throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_CACHE_HOME": folder.path]
    let log = "\(folder.path)/l.jsonl"
    #expect(try Run(["-c", "simulate --operations 4000 --to \(log)"], environment: environment).code == 0)
    let look =
      "load \(log); evidence --limit 20; verdicts --limit 20; sql select id, content, reason from proposals limit 5"
    let plain = try Run(["--no-cache", "-c", look], environment: environment)
    #expect(plain.code == 0, "\(plain.errors)")
    // What has just changed is not kept.
    try await Task.sleep(for: .milliseconds(2_500))
    #expect(try kept(environment) == 0)
    for _ in 0..<2 { #expect(try Run(["-c", look], environment: environment).output == plain.output) }
    #expect(try kept(environment) == 1)
    #expect(try Run(["-c", "cache clear"], environment: environment).code == 0)
    #expect(try kept(environment) == 0)
  }

  private func kept(_ environment: [String: String]) throws -> Int {
    let names = try Run([], environment: environment, shell: "ls $XDG_CACHE_HOME/maa/logs 2>/dev/null").output
    return names.split(separator: "\n").count
  }

  @Test(arguments: ["much", "-1", "1.5", "99999999999999999999"])
  func aLimitThatIsNoneIsWrongUsage(_ limit: String) throws {
    let run = try Run(["-c", "cache"], environment: ["MAA_CACHE_LIMIT": limit])
    #expect(run.code == 2 && run.errors.contains("MAA_CACHE_LIMIT is a whole number of MiB, not \(limit)"))
  }
}
