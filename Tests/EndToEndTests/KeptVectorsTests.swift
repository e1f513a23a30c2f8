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

  @Test(arguments: ["much", "-1", "1.5", "99999999999999999999"])
  func aLimitThatIsNoneIsWrongUsage(_ limit: String) throws {
    let run = try Run(["-c", "cache"], environment: ["MAA_CACHE_LIMIT": limit])
    #expect(run.code == 2 && run.errors.contains("MAA_CACHE_LIMIT is a whole number of MiB, not \(limit)"))
  }
}
