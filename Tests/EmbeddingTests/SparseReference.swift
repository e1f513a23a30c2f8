import GoldenSupport

/// The features that `Lexical` documents, as texts with their weights: nothing is hashed, so nothing collides.
///
/// Written over characters and dictionaries. It knows as much of Unicode as `randomSentence` uses.
struct SparseReference {
  private var weights: [String: Double] = [:]

  init(_ text: String) {
    let words = SparseReference.words(text.lowercased())
    var counts: [String: Int] = [:]
    for word in words { counts["word \(word)", default: 0] += 1 }
    for (left, right) in zip(words, words.dropFirst()) { counts["pair \(left) \(right)", default: 0] += 1 }
    for word in words {
      let bounded = Array(" \(word) ")
      for size in [3, 4, 5] {
        for end in stride(from: size, through: bounded.count, by: 1) {
          counts["gram " + String(bounded[(end - size)..<end]), default: 0] += 1
        }
      }
    }
    for (feature, count) in counts {
      weights[feature] = (feature.hasPrefix("word") ? 1.5 : 1) * Double(count).squareRoot()
    }
  }

  func cosine(_ other: SparseReference) -> Double {
    let shared = weights.reduce(0) { $0 + $1.value * (other.weights[$1.key] ?? 0) }
    let lengths = length * other.length
    return lengths > 0 ? shared / lengths : 0
  }

  private var length: Double { weights.values.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  private static func words(_ text: String) -> [String] {
    var spaced = ""
    for character in text {
      if character.isIdeograph {
        spaced += " \(character) "
      } else {
        spaced.append(character.isLetter || character.isNumber ? character : " ")
      }
    }
    return spaced.split(separator: " ").map(String.init)
  }
}

extension Character {
  fileprivate var isIdeograph: Bool { ("一"..."鿿").contains(self) }
}

/// A sentence over a small vocabulary, so that two often share words, and words share beginnings.
func randomSentence(_ random: inout SeededGenerator) -> String {
  let stems = [
    "open", "Fridge", "micro", "wave", "contain", "search", "SWITCH", "target", "look", "before", "act",
    "käse",
    "Größe", "été", "2", "40", "the", "a", "of", "it", "中", "冰箱",
  ]
  let endings = ["", "", "", "s", "ing", "er", "-free", "'s"]
  let gaps = [" ", " ", " ", ", ", ". ", "\n", " — "]
  return (0..<Int.random(in: 1...14, using: &random)).map { _ in
    let stem = stems.randomElement(using: &random) ?? ""
    return stem + (endings.randomElement(using: &random) ?? "") + (gaps.randomElement(using: &random) ?? "")
  }.joined()
}
