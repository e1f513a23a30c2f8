import Accumulation
import GoldenSupport
import Testing

@Suite struct VectorsAppendingTests {
  /// Rows that were appended lie in blocks; cosines are the same wherever both rows lie.
  @Test func appendedRowsAreRows() {
    var random = SeededGenerator.announced()
    let rows = (0..<4_000).map { _ in (0..<5).map { _ in Float.random(in: -0.4...0.4, using: &random) } }
    let whole = Vectors(dimension: 5, values: rows.flatMap { $0 })
    var (grown, versions) = (Vectors(dimension: 5, values: Array(rows[..<10].joined())), [Vectors]())
    while grown.count < rows.count {
      let end = min(rows.count, grown.count + Int.random(in: 0...1_500, using: &random))
      versions.append(grown)
      grown = grown.appending(Vectors(dimension: 5, values: Array(rows[grown.count..<end].joined())))
    }
    for row in rows.indices { #expect(grown.withRow(row) { Array($0) } == rows[row], "seed \(random.seed)") }
    for _ in 0..<5_000 {
      let (a, b) = (Int.random(in: 0..<4_000, using: &random), Int.random(in: 0..<4_000, using: &random))
      #expect(grown.cosine(a, b) == whole.cosine(a, b), "seed \(random.seed)")
    }
    #expect(
      versions.allSatisfy { grown.lineage.continues($0.lineage) && !$0.lineage.continues(grown.lineage) })
    #expect(!whole.lineage.continues(grown.lineage) && grown.lineage.is(grown.lineage))
  }
}
