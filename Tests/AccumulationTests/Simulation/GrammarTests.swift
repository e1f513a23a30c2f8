import Testing

import Accumulation

@Suite struct GrammarTests {
  /// All wordings of some, some wordings of many, over more than one round of the smallest advice.
  @Test func textsAreDistinct() {
    for seed in [1, 99] as [UInt64] {
      let grammar = Grammar(seed: seed)
      var seen: Set<String> = []
      var count = 0
      for index in 0..<60_000 {
        let wordings = index < 1_500 ? Grammar.wordingCount : 3
        for wording in 0..<wordings { seen.insert(grammar.text(of: index, wording: wording)) }
        count += wordings
      }
      #expect(seen.count == count)
    }
  }

  @Test func advicesAreComplete() {
    for advice in Grammar.allAdvice {
      #expect(advice.verbs.count == 3 && advice.frames.count == 4 && advice.gaps.count == 3)
      for frame in advice.frames {
        for piece in ["{v}", "{0}", "{1}", "{2}"] {
          #expect(frame.components(separatedBy: piece) == 2, "\(piece) in \(frame)")
        }
      }
    }
  }

  /// "the fridge before the fridge" would be no advice; every combination comes once.
  @Test func noGapRepeatsAnother() {
    for (template, advice) in zip(Grammar.allTemplates, Grammar.allAdvice) {
      var seen: Set<[Int]> = []
      for combination in 0..<template.capacity {
        let words = template.fillings(combination)
        seen.insert(words)
        let named = zip(advice.gaps, words).map { $0[$1] }
        #expect(Set(named).count == named.count)
      }
      #expect(seen.count == template.capacity)
    }
  }

  /// Two wordings of one operation name the same things.
  @Test func wordingsShareWords() {
    let grammar = Grammar(seed: 5)
    for index in 0..<300 {
      let first = words(grammar.text(of: index, wording: 0))
      for wording in 1..<6 {
        let shared = first.intersection(words(grammar.text(of: index, wording: wording)))
        #expect(shared.count >= 3, "\(index) \(wording)")
      }
    }
  }

  private func words(_ text: String) -> Set<Substring> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { Substring($0) })
  }
}

extension String {
  /// How many pieces `separator` cuts the text into.
  fileprivate func components(separatedBy separator: String) -> Int {
    var (count, rest) = (1, self[...])
    while let range = rest.firstRange(of: separator) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
