import Accumulation
import Analyses
import Files
import Foundation
import GoldenSupport
import Sessions
import Studies
import Testing
import Traces

/// What a log that grows is said to have changed, by a study that follows and by one made anew.
@Suite struct StudyNewsTests {
  private let lines: [String]

  init() throws {
    lines = try String(contentsOfFile: "\(Bench.root)/datasets/kitchen.jsonl", encoding: .utf8)
      .split(separator: "\n").map { "\($0)\n" }
  }

  @Test func followedIsAsMadeAnew() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<8 {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).jsonl")
        .path
      defer { try? FileManager.default.removeItem(atPath: path) }
      let bench = try Bench()
      try bench.run("set alpha 0.5")
      try Data().write(to: URL(fileURLWithPath: path))
      var followed = FollowedTrace(try GrowingLog(path, isLenient: false), after: nil)
      var (study, before) = (bench.session.study, StudyNews.Standing?.none)
      var (written, older) = (0, Study?.none)
      while written < lines.count {
        let end = min(lines.count, written + Int.random(in: 1...60, using: &random))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(lines[written..<end].joined().utf8))
        try file.close()
        written = end
        while try followed.read(pulse: .silent) > 0 {}
        guard followed.hasNews, let log = try followed.loaded() else { continue }
        study.log = log
        let analysis = bench.session.analysis(of: study)
        let news = try StudyNews(from: before, to: analysis)
        // The same, of logs that have nothing to do with each other.
        var anew = study
        anew.log = LoadedLog(log.trace)
        let fresh = try Bench().session
        let expected = try StudyNews(
          from: older.map { try StudyNews.Standing(fresh.analysis(of: $0)) }, to: fresh.analysis(of: anew))
        #expect(said(news) == said(expected), "seed \(random.seed), line \(written)")
        (before, older) = (try StudyNews.Standing(analysis), anew)
      }
      #expect(before?.batches == 18)
    }
  }

  /// A log that was given back says so; it is not taken for an empty one.
  @Test func aLogThatWasGivenBackIsNone() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    var study = bench.session.study
    let log = LoadedLog(try #require(study.log).trace)
    study.log = log
    log.giveBack()
    #expect(throws: AnalysisFault.noLog) { try bench.session.analysis(of: study).partition() }
  }

  private func said(_ news: StudyNews) -> String {
    """
    \(news.batches) \(news.proposals) \(news.observations) \(news.unitCount)
    \(news.found.map { "\($0.name) \($0.unit) \($0.content)" })
    \(news.flips.map { "\($0.name) \($0.unit) \($0.was) \($0.now)" })
    \(news.candidates.map { "\($0.first) \($0.second) \($0.kind) \($0.cosine)" }.sorted())
    \(news.verdicts.map { "\($0.verdict) \($0.count)" })
    """
  }
}
