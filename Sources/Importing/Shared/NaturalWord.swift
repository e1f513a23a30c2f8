/// A word with its numbers taken as numbers: `G2` before `G10`.
package struct NaturalWord: Comparable {
  private let letters: String
  private let number: Int

  package init(_ word: String) {
    let digits = word.reversed().prefix { ("0"..."9").contains($0) }
    letters = String(word.dropLast(digits.count))
    number = Int(String(digits.reversed())) ?? -1
  }

  package static func < (left: NaturalWord, right: NaturalWord) -> Bool {
    (left.letters, left.number) < (right.letters, right.number)
  }
}
