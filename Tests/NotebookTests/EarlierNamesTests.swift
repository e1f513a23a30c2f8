import TraceLogs
import Testing

/// Scripts that were written when wordings were called operations.
@Suite struct EarlierNamesTests {
  @Test func wordingsMayBeCalledOperations() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; different op:369331ae op:2af444b7 --because order")
    #expect(bench.session.statements.last == "different w:369331ae w:2af444b7 --because order")
    #expect(OperationName("op:369331ae") == OperationName("w:369331ae"))
    #expect(try bench.run("decisions --op op:2af444b7").statement == "decisions --wording w:2af444b7")
  }

  @Test(arguments: [
    (
      "sql select members from units where unit in (select m.unit from members m) order by members, unit",
      "sql select wordings from units where unit in (select m.unit from wordings m) order by wordings, unit"
    ),
    ("sql select p.\"op1\", OP2 from pairs p", "sql select p.\"name1\", name2 from pairs p"),
    (
      "sql select 'op1 members' as text, op1 from pairs limit 3",
      "sql select 'op1 members' as text, name1 from pairs limit 3"
    ),
    ("units where members > 1 order by members desc", "units where wordings > 1 order by wordings desc"),
    ("sql --schema members", "sql --schema wordings"),
  ])
  func tablesAndColumnsMayHaveTheirEarlierNames(_ earlier: String, _ now: String) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    #expect(try bench.run(earlier).answer == bench.run(now).answer)
  }

  @Test func aNameThatNeverWasIsNotFound() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    #expect(
      bench.complaint("sql select op1, op3 from pairs")?.message.hasPrefix("there is no column op3") == true)
    #expect(bench.complaint("sql select op1 from units")?.message.hasPrefix("there is no column op1") == true)
    // A column of another table is not what somebody meant who wrote that very name.
    #expect(bench.complaint("sql select n from proposals")?.message == "there is no column n")
  }

  @Test func figuresMayHaveTheirEarlierNames() throws {
    let bench = try Bench()
    try bench.run(
      """
      load datasets/kitchen.jsonl; expect operations = 86 --within 80; expect wordings = 86 --within 80
      expect members U17 = 6; expect wordings U17 = 6
      """)
    #expect(bench.complaint("expect members = 6") != nil)
    #expect(bench.complaint("expect wordings U17 = 7") != nil)
  }

  @Test func filesOfDecisionsMayNameOperations() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let path = try scratch.write("d.csv", "ruling,first,second\ndifferent,op:369331ae,w:2af444b7\n")
    try bench.run("load datasets/kitchen.jsonl; decisions import \(path)")
    #expect(bench.session.study.decisions.count == 1)
  }
}
