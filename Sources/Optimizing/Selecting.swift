import Memory

/// Which items of a memory an agent gets to see for a task (the method's Select).
package enum Selecting: Sendable, Equatable {
  case all
  /// So many that share the rarest words with the question.
  case likest(Int)

  /// In the order of the memory. A word counts one over the number of items that have it; an item without any word of the
  /// question is not taken. Complexity: O(words of the memory and the question).
  func items(_ memory: [BankItem], for question: String) -> [BankItem] {
    guard case .likest(let most) = self else { return memory }
    let words = memory.map { Set(Selecting.words($0.content)) }
    var counts: [String: Int] = [:]
    for word in words.joined() { counts[word, default: 0] += 1 }
    var (asked, seen) = ([String](), Set<String>())
    for word in Selecting.words(question) where seen.insert(word).inserted { asked.append(word) }
    let likeness = words.map { own in
      asked.reduce(0.0) { own.contains($1) ? $0 + 1 / Double(counts[$1] ?? 1) : $0 }
    }
    let best = memory.indices.filter { likeness[$0] > 0 }.sorted {
      likeness[$0] != likeness[$1] ? likeness[$0] > likeness[$1] : $0 < $1
    }
    return best.prefix(most).sorted().map { memory[$0] }
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
  }
}
