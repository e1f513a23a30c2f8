import Foundation
import Importing
import Testing
import TraceLogs

@Suite struct TableTests {
  private func calls(_ log: TraceLog) -> [String] {
    (0..<log.calls.count).map { call in
      let entries = log.calls.entries(of: call).map { entry in
        "\(log.proposals.id[Int(log.calls.proposal[entry])])=\(log.calls.value[entry])"
      }
      return "\(log.calls.batch[call]): \(log.calls.baseline[call]) \(entries.joined(separator: " "))"
    }
  }

  private let scores = """
    epoch,rule_id,text,acc,base
    2,r1,Look first.,0.7,0.5
    1,r1,Look first.,0.6,0.5
    1,r2,"Ask, then ""go"".",0.4,0.5
    2,r2,"Ask twice,
    then go.",0.6,0.5
    2,r3,Wait.,,0.5
    """

  @Test func aRowValuesAnItemInABatch() throws {
    try withFolder(["scores.csv": scores]) { folder in
      let result = try imported(
        "\(folder)/scores.csv", flags: ["map": "batch=epoch,id=rule_id,content=text,score=acc,baseline=base"])
      #expect(result.log.batches.map(\.label) == ["1", "2"])
      #expect(
        edits(result.log) == [
          ["+r1 Look first.", "+r2 Ask, then \"go\"."], ["r2= Ask twice,\nthen go.", "+r3 Wait."],
        ])
      #expect(calls(result.log) == ["0: 0.5 r1=0.6 r2=0.4", "1: 0.5 r1=0.7 b2p3=0.6"])
      #expect(result.account[.leftOut].map(\.text) == ["a row whose score is missing"])
    }
  }

  @Test func usualNamesAreGuessedAndSaid() throws {
    try withFolder(["scores.csv": scores.replacing("\r\n", with: "\n")]) { folder in
      let result = try imported("\(folder)/scores.csv")
      #expect(calls(result.log) == ["0: 0.5 r1=0.6 r2=0.4", "1: 0.5 r1=0.7 b2p3=0.6"])
      #expect(
        result.account[.guessed].map(\.text) == [
          "--map epoch=epoch,id=rule_id,content=text,score=acc,baseline=base"
        ])
      #expect(result.settled.first?.value == "epoch=epoch,id=rule_id,content=text,score=acc,baseline=base")
      #expect(result.log.batches.map(\.epoch) == [1, 2])
    }
  }

  @Test func theSameTableInAnyForm() throws {
    let rows = [("1", "r1", "0.6"), ("1", "r2", "0.4"), ("2", "r1", "0.7")]
    func separated(_ mark: String, _ end: String) -> String {
      (["step", "id", "score", "baseline"].joined(separator: mark) + end)
        + rows.map { "\($0)\(mark)\($1)\(mark)\($2)\(mark)0.5\(end)" }.joined()
    }
    let objects = rows.map {
      "{\"step\": \($0), \"id\": \"\($1)\", \"m\": {\"score\": \($2)}, \"baseline\": 0.5}"
    }
    let files = [
      "a.csv": separated(",", "\n"), "b.csv": "\u{FEFF}" + separated(";", "\r\n"),
      "c.tsv": separated("\t", "\n"),
      "d.csv": separated("|", "\n\n"), "e.json": "[\(objects.joined(separator: ",\n"))]",
      "f.jsonl": objects.joined(separator: "\n\n"),
    ]
    for (name, content) in files {
      try withFolder([name: content]) { folder in
        let map = ["json", "jsonl"].contains { name.hasSuffix($0) } ? ["map": "score=m.score"] : [:]
        let log = try imported("\(folder)/\(name)", as: "table", flags: map).log
        #expect(calls(log) == ["0: 0.5 r1=0.6 r2=0.4", "1: 0.5 r1=0.7"], "\(name)")
      }
    }
  }

  /// The first table above, as `gzip -n` and `zstd -19` pack it.
  @Test(arguments: [
    (
      "csv.gz",
      "H4sIAAAAAAACAysuSS3QyUzRKU7OL0rVSUosTs3JzEvlMtQpMtQx0DMDYlMQxwjIMAFzjCAy5mAOAAT4myw+AAAA"
    ),
    (
      "csv.zst",
      "KLUv/QRozQEAMoMLEaC7AbLd/LL5/7122t38r3UYKFJPQEg96C+K1I/Ub3+RV1Lsijk3O+4ovfFzAQIAPUcQrlkGhh5t4Q=="
    ),
  ]) func packedTablesAreReadAsTheyAre(_ ending: String, _ packed: String) throws {
    try withFolder([:]) { folder in
      let path = "\(folder)/scores.\(ending)"
      try #require(Data(base64Encoded: packed)).write(to: URL(fileURLWithPath: path))
      #expect(calls(try imported(path).log) == ["0: 0.5 r1=0.6 r2=0.4", "1: 0.5 r1=0.7"])
    }
  }

  @Test func armsAreColumnsOrRows() throws {
    let wide =
      "text,baseline_correct,new_correct,baseline_score\nq one,True,False,0.9\nq two,no,yes,0.1\nq three,0,,0.2\n"
    let long = "sample,method,hard\nq1,none,1\nq1,new,0\nq2,new,1\nq2,none,0\nq3,none,0\n"
    try withFolder(["wide.csv": wide, "long.csv": long]) { folder in
      let columns = try imported("\(folder)/wide.csv")
      #expect(calls(columns.log) == ["0: 1.0 new_correct=0.0", "1: 0.0 new_correct=1.0"])
      #expect(columns.log.tasks.outcome == [1, 0, 0, 1, 0])
      let rows = try imported(
        "\(folder)/long.csv",
        flags: ["map": "task=sample,arm=method,outcome=hard,baseline=none", "rows": "2"])
      #expect(calls(rows.log) == ["0: 1.0 new=0.0", "0: 0.0 new=1.0"])
      #expect(rows.log.batches.count == 2)
    }
  }

  /// What an experiment logged as a table is what it would have been as task records.
  @Test func lotsOfExperimentsAreRead() throws {
    let csv = """
      task,outcome,items,held,propensity,relevance,arm,scene
      t1,1,m1;m2,m3,m1=0.1;m3=0.5,m1=0.9,e,heat
      t2,0,"['m1', 'm3']",,0.25,,e,heat
      t3,1,m1,m2,"{'m1': 10%, 'm2': 0.5}",,,

      """
    let lines = """
      {"task":"t1","outcome":1,"items":["m1","m2"],"held":["m3"],"propensity":{"m1":0.1,"m3":0.5},"relevance":{"m1":0.9},"arm":"e","scene":"heat"}
      {"task":"t2","outcome":0,"items":["m1","m3"],"propensity":0.25,"arm":"e","scene":"heat"}
      {"task":"t3","outcome":1,"items":["m1"],"held":["m2"],"propensity":{"m1":0.1,"m2":0.5}}

      """
    try withFolder(["a.csv": csv, "b.jsonl": lines]) { folder in
      let (table, rows) = (try imported("\(folder)/a.csv").log, try imported("\(folder)/b.jsonl").log)
      for log in [table, rows] {
        #expect(log.contexts == [["m1", "m2"], ["m1", "m3"], ["m1"]])
        #expect(log.tasks.held.item.map { log.symbols[Int($0)] } == ["m3", "m2"])
        #expect(log.tasks.propensity == [-1, 0.25, -1])
        #expect(log.tasks.propensities.item.map { log.symbols[Int($0)] } == ["m1", "m3", "m1", "m2"])
        #expect(log.tasks.propensities.value == [0.1, 0.5, 0.1, 0.5])
        #expect(log.tasks.relevance.value == [0.9] && log.arms == ["e", "e", ""])
      }
      #expect(table.tasks == rows.tasks)
    }
  }

  @Test func lotsThatCannotHaveBeenAreLeftOutAndCounted() throws {
    let csv = """
      task,outcome,items,held,propensity
      t1,1,m1,m1;m2,m1=0.5;m2=0
      t2,1,m1,m2,1.5
      """
    try withFolder(["a.csv": csv, "b.csv": "task,outcome,held,propensity\nt1,1,m1,often\n"]) { folder in
      let result = try imported("\(folder)/a.csv")
      #expect(result.log.tasks.held.item.map { result.log.symbols[Int($0)] } == ["m2", "m2"])
      #expect(
        result.log.tasks.propensities.value == [0.5] && result.log.tasks.propensity.allSatisfy { $0 < 0 })
      #expect(result.account[.leftOut].map(\.count) == [1, 2])
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/b.csv", place: "line 2, column propensity", seen: "`often`",
          expected: "a number, or one for each item such as m1=0.1;m7=0.5")
      ) { try imported("\(folder)/b.csv") }
    }
  }

  @Test func aConstantIsABaselineAndNoneIsSaid() throws {
    try withFolder(["s.csv": "id,score\na,3\na,5\n"]) { folder in
      #expect(
        calls(try imported("\(folder)/s.csv", flags: ["map": "baseline=4"]).log) == [
          "0: 4.0 a=3.0", "0: 4.0 a=5.0",
        ])
      let none = try imported("\(folder)/s.csv")
      #expect(calls(none.log) == ["0: 0.0 a=3.0", "0: 0.0 a=5.0"])
      #expect(none.account[.ambiguous].count == 1)
    }
  }

  @Test(arguments: [
    ("id,score\na,ten\n", "line 2, column score", "`ten`"), ("id,score\na,1,2\n", "line 2", "3 fields"),
    ("id,score\n\na,\"1\n", "line 3", "a quote that does not end"),
  ])
  func whatIsWrongIsSaidWithItsLine(_ text: String, _ place: String, _ seen: String) throws {
    try withFolder(["s.csv": text]) { folder in
      do {
        _ = try imported("\(folder)/s.csv")
        Issue.record("it was taken")
      } catch ImportFault.unfit(let file, let at, let what, _) {
        #expect(file == "\(folder)/s.csv" && at == place && what == seen)
      }
    }
  }

  @Test func aMapIsHeldToItsColumns() throws {
    try withFolder(["s.csv": "id,score\na,1\n"]) { folder in
      for map in ["id=rule", "nonsense=id", "id", "id=id,id=score"] {
        #expect(throws: ImportFault.self, "\(map)") { try imported("\(folder)/s.csv", flags: ["map": map]) }
      }
      #expect(throws: ImportFault.self) { try imported("\(folder)/s.csv", as: "table", flags: ["rows": "0"]) }
    }
    try withFolder(["s.csv": "x,y\na,1\n"]) { folder in
      #expect(throws: ImportFault.noFormat(path: "\(folder)/s.csv")) { try imported("\(folder)/s.csv") }
    }
  }
}
