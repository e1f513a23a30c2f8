import Accumulation
import Testing
import Traces

@Suite struct CompoundTests {
  static let start = """
    {"kind":"item","id":"m1","content":"one"}
    {"kind":"item","id":"m2","content":"two"}
    {"kind":"batch","batch":1}
    {"kind":"proposal","batch":1,"id":"p","type":"add","content":"a"}
    {"kind":"proposal","batch":1,"id":"q","type":"modify","anchor":"m1","content":"b"}

    """

  @Test func areReadAsWritten() throws {
    let log = try read(
      CompoundTests.start + """
        {"kind":"merge","batch":1,"id":"g","items":["m2","m1"],"content":"both","reason":"alike"}
        {"kind":"bundle","batch":1,"id":"x","of":["q","p"],"baseline":1,"u":3}
        {"kind":"vote","batch":1,"id":"q","helpful":2,"by":"me"}
        {"kind":"vote","batch":1,"item":"m2","harmful":1}
        {"kind":"task","batch":1,"task":"t","outcome":1,"arm":"with"}
        """
    ).log
    #expect(log.proposals.type == [.add, .modify, .merge, .bundle])
    #expect(log.symbols[Int(log.proposals.anchor[2])] == "m1+m2" && log.proposals.reason[2] == "alike")
    #expect(log.merges.parts(of: 2).map { log.symbols[Int($0)] } == ["m2", "m1"])
    #expect(log.bundles.parts(of: 3) == [1, 0] && log.proposals.content[3] == "a\nb")
    #expect(log.symbols[Int(log.proposals.anchor[3])] == "add tail + modify m1")
    #expect(log.calls.baseline == [1] && log.calls.value == [3] && log.calls.proposal == [3])
    #expect(log.votes.proposal == [1, -1] && log.votes.helpful == [2, 0] && log.votes.harmful == [0, 1])
    #expect(log.symbols[Int(log.votes.voter[0])] == "me" && log.votes.voter[1] == -1)
    #expect(log.symbols[Int(log.tasks.arm(of: 0))] == "with")
  }

  /// Whatever order the ids are given in, it is one operation.
  @Test func theOrderOfPartsMakesNoOther() throws {
    let log = try read(
      CompoundTests.start + """
        {"kind":"bundle","batch":1,"id":"x","of":["q","p"],"baseline":1,"u":3}
        {"kind":"bundle","batch":1,"id":"y","of":["p","q"],"baseline":1,"u":4}
        """
    ).log
    #expect(log.proposals.anchor[2] == log.proposals.anchor[3])
    #expect(log.proposals.content[2] == log.proposals.content[3])
    #expect(log.calls.number[0] != log.calls.number[1])
  }

  @Test(arguments: [
    (#"{"kind":"merge","batch":1,"id":"g","items":["m1"],"content":"c"}"#, 42, "at least two different ids"),
    (
      #"{"kind":"merge","batch":1,"id":"g","items":["m1","m1"],"content":"c"}"#, 48,
      "at least two different ids"
    ),
    (
      #"{"kind":"merge","batch":1,"id":"g","items":["m1","q"],"content":"c"}"#, 50,
      "the id of an item, or of an added proposal, that stands earlier in the file"
    ),
    (
      #"{"kind":"merge","batch":1,"id":"p","items":["m1","m2"],"content":"c"}"#, 32,
      "a proposal id that is new in this file"
    ),
    (
      #"{"kind":"bundle","batch":1,"id":"x","of":["p","z"],"baseline":1,"u":3}"#, 47,
      "a proposal that stands earlier in the file"
    ),
    (#"{"kind":"bundle","batch":1,"id":"x","of":["p","q"],"baseline":1}"#, 1, "a field \"u\""),
    (#"{"kind":"vote","batch":1,"id":"p","item":"m1"}"#, 1, "either \"id\", a proposal, or \"item\""),
    (#"{"kind":"vote","batch":1,"id":"p","helpful":-1}"#, 45, "a whole number from 0 to 2147483647"),
    (
      #"{"kind":"vote","batch":1,"item":"m9"}"#, 33,
      "the id of an item, or of an added proposal, that stands earlier in the file"
    ),
  ])
  func whatIsWrongIsToldWithItsPlace(_ line: String, _ column: Int, _ expected: String) throws {
    let found = try problems(CompoundTests.start + line + "\n")
    #expect(found.map(\.line) == [6])
    #expect(found.map(\.column) == [column] && found.map(\.expected) == [expected])
  }

  @Test func theirScoresLieInTheRangeOfTheHeader() throws {
    let found = try problems(
      #"{"kind":"header","format":"maa-trace","version":1,"range":[0,1]}"# + "\n" + CompoundTests.start
        + #"{"kind":"bundle","batch":1,"id":"x","of":["p","q"],"baseline":1,"u":3}"# + "\n")
    #expect(found.map(\.line) == [7] && found.map(\.seen) == ["3"])
  }

  /// Ids that stand in both logs are renamed wherever they are named.
  @Test func areAppended() throws {
    let log = try read(
      CompoundTests.start + """
        {"kind":"proposal","batch":1,"id":"r","type":"modify","anchor":"p","content":"c"}
        {"kind":"merge","batch":1,"id":"g","items":["p","m1"],"content":"both"}
        {"kind":"bundle","batch":1,"id":"x","of":["r","q"],"baseline":1,"u":3}
        {"kind":"vote","batch":1,"item":"p","helpful":1,"by":"p"}
        {"kind":"task","batch":1,"task":"t","outcome":1,"arm":"p"}
        """
    ).log
    let both = try log.appending(log).log
    let anchors = both.proposals.anchor.map { both.symbols[Int($0)] }
    #expect(anchors[8] == "m1+log-2/p" && anchors[9] == "modify log-2/p + modify m1")
    #expect(both.merges.parts(of: 8).map { both.symbols[Int($0)] } == ["log-2/p", "m1"])
    #expect(both.bundles.parts(of: 9) == [7, 6] && both.bundles.call == [0, 1])
    #expect(both.symbols[Int(both.votes.item[1])] == "log-2/p")
    #expect(both.symbols[Int(both.votes.voter[1])] == "p" && both.symbols[Int(both.tasks.arm[1])] == "p")
    let again = try read(try written(both))
    #expect(again.log.proposals.content == both.proposals.content && again.log.bundles == both.bundles)
  }
}
