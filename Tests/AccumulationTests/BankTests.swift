import Accumulation
import Testing

@Suite struct BankTests {
  private let first = Bank([Item(id: "m1", content: "one"), Item(id: "m2", content: "two")])

  private func ids(_ bank: Bank) -> [String] { bank.items.map(\.id) }

  private func after(_ edits: Edit...) throws -> Bank {
    var bank = first
    for edit in edits { try bank.apply(edit) }
    return bank
  }

  @Test func addsWhereTheAnchorSays() throws {
    let bank = try after(
      Edit(.add(id: "h", at: .head), content: "h"), Edit(.add(id: "t", at: .tail), content: "t"),
      Edit(.add(id: "a", at: .after("m1")), content: "a"), Edit(.add(id: "b", at: .after("a")), content: "b"))
    #expect(ids(bank) == ["h", "m1", "a", "b", "m2", "t"])
    #expect(bank.content(of: "b") == "b" && bank.count == 6)
  }

  @Test func modifiesAndDeletes() throws {
    let bank = try after(Edit(.modify(item: "m1"), content: "other"), Edit(.modify(item: "m2"), content: ""))
    #expect(bank.items == [BankItem(id: "m1", content: "other")])
    #expect(!bank.holds("m2") && bank.hasHeld("m2"))
    #expect(ids(try after(Edit(.modify(item: "m1"), content: " \n "))) == ["m2"])
  }

  @Test func mergesIntoTheFirst() throws {
    let bank = try after(Edit(.merge(items: ["m2", "m1"]), content: "both"))
    #expect(bank.items == [BankItem(id: "m2", content: "both")] && bank.hasHeld("m1"))
    let again = Edit(.merge(items: ["m2", "m1"]), content: " both ")
    #expect(bank.refusal(of: again) == .stands)
    #expect(bank.refusal(of: Edit(.merge(items: ["m1", "m2"]), content: "x")) == .anchorGone)
    #expect(again.modifiedItems == ["m2", "m1"] && again.writtenItems == ["m2"] && again.anchorItem == "m2")
  }

  @Test func ofSeveralEditsTheOnesThatArePossibleAreMade() throws {
    let edits = [
      Edit(.modify(item: "m9"), content: "x"), Edit(.modify(item: "m1"), content: "other"),
      Edit(.add(id: "p", at: .tail), content: "new"),
    ]
    let bank = try after(Edit(.together(edits), content: "all"))
    #expect(bank.items.map(\.content) == ["other", "two", "new"])
    #expect(bank.refusal(of: Edit(.together(edits), content: "all")) == .anchorGone)
    #expect(first.refusal(of: Edit(.together([]), content: "")) == .nothingToAdd)
    #expect(Edit(.together(edits), content: "").writtenItems == ["m9", "m1", "p"])
  }

  @Test func aPlaceIsReadFromAnAnchor() {
    #expect(Edit.Place(anchor: "head") == .head && Edit.Place(anchor: "tail") == .tail)
    #expect(Edit.Place(anchor: "after:after:x") == .after("after:x"))
    #expect(Edit.Place(anchor: "elsewhere") == .tail)
  }

  @Test(arguments: [
    (Edit(.add(id: "p", at: .tail), content: "  one"), EditRefusal.stands),
    (Edit(.add(id: "p", at: .tail), content: ""), .nothingToAdd),
    (Edit(.add(id: "m1", at: .tail), content: "new"), .idTaken),
    (Edit(.add(id: "p", at: .after("m9")), content: "new"), .anchorGone),
    (Edit(.modify(item: "m9"), content: "new"), .anchorGone),
    (Edit(.modify(item: "m1"), content: "one "), .stands),
  ])
  func refuses(_ edit: Edit, _ refusal: EditRefusal) {
    var bank = first
    #expect(throws: refusal) { try bank.apply(edit) }
    #expect(bank == first && bank.refusal(of: edit) == refusal)
  }

  @Test func anIdIsNeverUsedAgain() throws {
    var bank = try after(Edit(.modify(item: "m2"), content: ""))
    #expect(throws: EditRefusal.idTaken) { try bank.apply(Edit(.add(id: "m2", at: .head), content: "back")) }
    bank.arrive("m2", "back")
    #expect(ids(bank) == ["m1"])
  }

  @Test func aTextMayReturnWhenItIsGone() throws {
    var bank = try after(Edit(.modify(item: "m2"), content: "three"))
    try bank.apply(Edit(.add(id: "p", at: .tail), content: "two"))
    #expect(ids(bank) == ["m1", "m2", "p"])
  }

  /// Ids are bytes; texts are what they look like.
  @Test func comparesIdsByBytesAndTextsByLooks() throws {
    var bank = Bank([Item(id: "\u{e9}", content: "caf\u{e9}")])
    #expect(!bank.holds("e\u{301}"))
    #expect(throws: EditRefusal.stands) {
      try bank.apply(Edit(.add(id: "e\u{301}", at: .tail), content: "cafe\u{301}"))
    }
    try bank.apply(Edit(.add(id: "e\u{301}", at: .tail), content: "tea"))
    #expect(bank.count == 2)
  }
}
