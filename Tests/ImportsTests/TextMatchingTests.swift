import GoldenSupport
import Importing
import Testing
import TraceLogs

/// Cosines out of a table: texts are `a0`, `b3`…
private struct Planned: TextSimilarity {
  let name = "planned"
  let cosines: [String: [String: Double]]

  func cosines(_ from: [String], _ to: [String]) throws -> [Double] {
    from.flatMap { first in to.map { cosines[first]?[$0] ?? 0 } }
  }
}

@Suite struct TextMatchingTests {
  /// The pair with the highest cosine, the older on a tie, one after another, by looking at all of them each time.
  private func slowMatches(_ cosines: [[Double]], _ threshold: Double) -> [Int: Int] {
    var (found, usedOld) = ([Int: Int](), Set<Int>())
    while true {
      var best: (cosine: Double, old: Int, new: Int)?
      for (old, row) in cosines.enumerated() where !usedOld.contains(old) {
        for (new, cosine) in row.enumerated() where found[new] == nil && cosine >= threshold {
          if best.map({ cosine > $0.cosine }) ?? true { best = (cosine, old, new) }
        }
      }
      guard let best else { return found }
      found[best.new] = best.old
      usedOld.insert(best.old)
    }
  }

  @Test func matchesAsTheSlowOracleWhateverIsHeld() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<150 {
      let (rows, columns) = (Int.random(in: 0...9, using: &random), Int.random(in: 0...9, using: &random))
      let steps = Int.random(in: 1...12, using: &random)
      let cosines = (0..<rows).map { _ in
        (0..<columns).map { _ in Double(Int.random(in: 0...steps, using: &random)) / Double(steps) }
      }
      let (old, new) = ((0..<rows).map { "a\($0)" }, (0..<columns).map { "b\($0)" })
      let planned = Planned(
        cosines: Dictionary(
          uniqueKeysWithValues: old.indices.map { row in
            (old[row], Dictionary(uniqueKeysWithValues: new.indices.map { (new[$0], cosines[row][$0]) }))
          }))
      let threshold = Double(Int.random(in: 0...steps, using: &random)) / Double(steps)
      let expected = slowMatches(cosines, threshold)
      for most in [1, 2, 5, 1_000] {
        var matching = TextMatching(old, new)
        matching.matchEqual()
        let isDone = try matching.matchAlike(using: planned, threshold: threshold, mostPairs: most)
        #expect(isDone)
        #expect(matching.origins == new.indices.map { expected[$0] }, "seed \(random.seed), \(most) held")
      }
    }
  }

  @Test func equalTextsAreTheSameBeforeAlikeOnes() throws {
    var matching = TextMatching(["x y", "x  y", "q", "q"], ["q", "x y", "x\ny", "q", "q"])
    matching.matchEqual()
    #expect(matching.origins == [2, 0, 1, 3, nil])
    #expect(matching.removed.isEmpty)
    #expect(matching.added == [4])
  }
}

@Suite struct BecomeTests {
  private func become(_ states: [[(id: String?, content: String)]], threshold: Double = 0.6) throws
    -> TraceLog
  {
    var draft = LogDraft(source: "test")
    for state in states {
      draft.batch()
      try draft.become(state, using: SharedWords(), threshold: threshold)
    }
    let log = draft.finish().log
    try checkReadsBack(log)
    return log
  }

  private func edits(_ log: TraceLog, of batch: Int32) -> [String] {
    (0..<log.proposals.count).filter { log.proposals.batch[$0] == batch }.map { place in
      let anchor = log.symbols[Int(log.proposals.anchor[place])]
      let content = log.proposals.content[place]
      return log.proposals.type[place] == .add
        ? "+ \(content)" : content.isEmpty ? "- \(anchor)" : "\(anchor) = \(content)"
    }
  }

  @Test func textsWithoutIdsAreFollowedByWhatTheySay() throws {
    let log = try become([
      [(nil, "open the drawer first"), (nil, "look at the sink"), (nil, "ask twice")],
      [(nil, "ask twice"), (nil, "open the drawer at first"), (nil, "count the rooms")],
      [(nil, "ask  twice"), (nil, "count the rooms"), (nil, "look at the sink")],
    ])
    #expect(edits(log, of: 0) == ["+ open the drawer first", "+ look at the sink", "+ ask twice"])
    #expect(edits(log, of: 1).count == 3)
    #expect(edits(log, of: 1)[0].hasPrefix("- "))
    #expect(edits(log, of: 1).contains { $0.hasSuffix("= open the drawer at first") })
    #expect(edits(log, of: 1).contains("+ count the rooms"))
    #expect(edits(log, of: 2).count == 2, "white space is no change")
    #expect(edits(log, of: 2).contains("+ look at the sink"))
  }

  @Test func idsGoBeforeTexts() throws {
    let log = try become([
      [("a", "one text"), ("b", "another text")], [("b", "one text"), ("c", "another text")], [("a", "new")],
    ])
    #expect(edits(log, of: 1) == ["- a", "b = one text", "+ another text"])
    #expect(edits(log, of: 2) == ["- b", "- c", "+ new"])
    #expect(log.proposals.id[log.proposals.count - 1] == "a~2", "an id is never used twice")
  }

  @Test func aThresholdDecidesAndIsNamed() throws {
    let states: [[(id: String?, content: String)]] = [[(nil, "a b c d")], [(nil, "a b c e")]]
    #expect(edits(try become(states, threshold: 0.75), of: 1).count == 1)
    #expect(edits(try become(states, threshold: 0.76), of: 1).count == 2)
    var draft = LogDraft(source: "test")
    for state in states {
      draft.batch()
      try draft.become(state, using: SharedWords(), threshold: 0.75)
    }
    #expect(draft.account[.noted].contains { $0.text.contains("0.75 by shared words") })
  }

  @Test func statesOfThousandsAreFast() throws {
    let first = (0..<4_000).map { (id: String?.none, content: "item \($0) says what \($0 * 7) says") }
    let second = first.enumerated().map {
      $0.offset % 100 == 0 ? (nil, $0.element.content + " now") : $0.element
    }
    let start = ContinuousClock.now
    let log = try become([first, second])
    #expect(edits(log, of: 1).count == 40)
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
