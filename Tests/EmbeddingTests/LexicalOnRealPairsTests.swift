import Embedding
import Foundation
import GoldenSupport
import Testing

/// How lexical cosines stand to what people say: 1,500 pairs of sentences with a score from 0 to 5.
@Suite struct LexicalOnRealPairsTests {
  @Test func ranksPairsAsPeopleDo() throws {
    guard let pairs = try RealPairs.read() else { return }
    let rho = spearman(try cosines(pairs), pairs.map(\.score))
    #expect(abs(rho - 0.7158) <= 0.002, "saw \(rho)")
  }

  @Test func theDefaultTauTellsSameFromDifferentBest() throws {
    guard let pairs = try RealPairs.read() else { return }
    let cosines = try cosines(pairs)
    let same = pairs.map { $0.score >= 4 }
    let taus = (0...100).map { Double($0) / 100 }
    let best = try #require(taus.max { f1(cosines, $0, same) < f1(cosines, $1, same) })
    #expect(abs(best - Lexical().defaultTau.value) <= 0.03 + 1e-9, "best at \(best)")
  }

  private func cosines(_ pairs: [RealPairs.Pair]) throws -> [Double] {
    let (first, second) = (try rows(pairs.map(\.first)), try rows(pairs.map(\.second)))
    return zip(first, second).map(cosine)
  }
}

func f1(_ cosines: [Double], _ tau: Double, _ same: [Bool]) -> Double {
  let taken = zip(cosines, same).filter { $0.0 >= tau }
  let right = Double(taken.count { $0.1 })
  return 2 * right / Double(taken.count + same.count { $0 })
}

/// The correlation of ranks; equal values share the mean of theirs.
func spearman(_ left: [Double], _ right: [Double]) -> Double {
  let (a, b) = (ranks(left), ranks(right))
  let mean = Double(a.count + 1) / 2
  let products = zip(a, b).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
  let squares = [a, b].map { $0.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
  return products / (squares[0] * squares[1]).squareRoot()
}

private func ranks(_ values: [Double]) -> [Double] {
  let sorted = values.sorted()
  return values.map { value in
    let (first, end) = (place(of: value, in: sorted, <), place(of: value, in: sorted, <=))
    return Double(first + 1 + end) / 2
  }
}

/// How many of the sorted values come before `value`.
private func place(of value: Double, in sorted: [Double], _ precedes: (Double, Double) -> Bool) -> Int {
  var (low, high) = (0, sorted.count)
  while low < high {
    let middle = (low + high) / 2
    if precedes(sorted[middle], value) { low = middle + 1 } else { high = middle }
  }
  return low
}

/// The English dev pairs of the STS benchmark, where the folder of real data is at hand.
enum RealPairs {
  struct Pair {
    var first: String
    var second: String
    var score: Double
  }

  /// Nil, and a line that says so, where there are none.
  static func read(_ test: String = #function) throws -> [Pair]? {
    let file = folder.appendingPathComponent("stsb/stsb-en-dev.csv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      let line = "\(test): skipped, no stsb/stsb-en-dev.csv in ../shared/data or MAA_REAL_DATA\n"
      FileHandle.standardError.write(Data(line.utf8))
      return nil
    }
    let pairs = try text.split(whereSeparator: \.isNewline).map { try pair(fields(of: $0)) }
    #expect(pairs.count == 1500)
    return pairs
  }

  private static var folder: URL {
    if let given = ProcessInfo.processInfo.environment["MAA_REAL_DATA"] { return URL(fileURLWithPath: given) }
    let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return repository.deletingLastPathComponent().appendingPathComponent("shared/data")
  }

  private static func pair(_ fields: [String]) throws -> Pair {
    try #require(fields.count == 3)
    return Pair(first: fields[0], second: fields[1], score: try #require(Double(fields[2])))
  }

  /// One line of RFC 4180; no field of this file holds a line end.
  private static func fields(of line: Substring) -> [String] {
    var (fields, isQuoted, previous) = ([""], false, Character(","))
    for character in line {
      switch character {
      case "\"":
        if !isQuoted && previous == "\"" { fields[fields.count - 1].append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
      previous = character
    }
    return fields
  }
}
