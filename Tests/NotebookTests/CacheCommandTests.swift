import Answers
import Foundation
import GoldenSupport
import Sessions
import Testing

/// `cache`, and what a session says of a cache that cannot be used.
@Suite struct CacheCommandTests {
  @Test func showsWhatIsKept() throws {
    let scratch = try Scratch()
    let bench = try Bench(options: options("\(scratch.path)/vectors.sqlite", limit: 5 << 20))
    let shown = try bench.shown("cache; cache clear")
    let expected = """
        CACHE
        vectors  mib  limit_mib  found  embedded  logs  logs_mib
              0  0.0          5      0         0     0       0.0

        CACHE   cleared

      """
    #expect(shown.replacingOccurrences(of: "\(scratch.path)/vectors.sqlite", with: "CACHE") == expected)
  }

  @Test func saysOnceThatAFileWasNoCache() throws {
    let scratch = try Scratch()
    let path = "\(scratch.path)/vectors.sqlite"
    try Data("no database, whatever it is called, and longer than a heading".utf8)
      .write(to: URL(fileURLWithPath: path))
    let bench = try Bench(options: options(path))
    #expect(
      try bench.run("cache").warnings == [
        "\(path) was no whole cache; it is \(path).damaged now, and a new one is begun"
      ])
    #expect(try bench.run("cache").warnings == [])
  }

  @Test func saysWhyNothingCanBeCleared() throws {
    let bench = try Bench(options: options("/dev/null/vectors.sqlite"))
    let complaint = try #require(bench.complaint("cache clear"))
    #expect(complaint.message == "nothing was cleared" && complaint.exitCode == 1)
    #expect(complaint.details.first?.contains("/dev/null: Not a directory") == true, "\(complaint.details)")
  }

  @Test func aSessionWithoutACacheFileKeepsNone() throws {
    #expect(try Bench().shown("cache; cache clear").contains("vectors are not kept in this session"))
  }

  private func options(_ path: String, limit: Int? = nil) -> SessionOptions {
    var options = SessionOptions()
    options.cacheFile = path
    if let limit { options.cacheLimit = limit }
    return options
  }
}
