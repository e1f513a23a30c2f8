import Testing

@Suite struct TableHeadingTests {
  /// The first record was read twice, and the second time it was not there: a crash.
  @Test func aHeadingOverTwoLinesIsRead() throws {
    let rows =
      "step,rule,content,score,baseline,\"a\nnote\"\n1,r1,look first,61,55,x\n2,r1,look first,63,57,y\n"
    try withFolder(["scores.csv": rows]) { folder in
      let log = try imported("\(folder)/scores.csv", as: "table", flags: ["map": "batch=step,id=rule"]).log
      #expect(log.batches.count == 2 && log.calls.count == 2)
    }
  }
}
