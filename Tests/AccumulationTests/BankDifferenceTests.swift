import Accumulation
import Testing

@Suite struct BankDifferenceTests {
  private let first = Bank(["a", "b", "c", "d"].map { Item(id: $0, content: $0) })

  @Test func saysWhatChangedInTheOrderOfTheLater() throws {
    var later = first
    try later.apply(Edit(.modify(item: "a"), content: ""))
    try later.apply(Edit(.modify(item: "c"), content: "C"))
    try later.apply(Edit(.add(id: "x", at: .after("c")), content: "x"))
    try later.apply(Edit(.modify(item: "d"), content: ""))
    #expect(
      first.changes(to: later) == [
        .removed(BankItem(id: "a", content: "a")), .modified(id: "c", before: "c", after: "C"),
        .added(BankItem(id: "x", content: "x")), .removed(BankItem(id: "d", content: "d")),
      ])
    #expect(first.changes(to: first).isEmpty)
    #expect(later.changes(to: first).map(\.id) == ["a", "c", "d", "x"])
  }

  @Test func fromNothingAndToNothing() {
    #expect(Bank().changes(to: first).map(\.id) == ["a", "b", "c", "d"])
    #expect(first.changes(to: Bank()) == first.items.map(BankChange.removed))
  }
}
