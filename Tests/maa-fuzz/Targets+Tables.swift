import JSON
import Runs
import Studies
import Traces

/// Tables that people hand in.
extension FuzzTarget {
  private static let csv = [
    "a,b\r\n1,\"x \"\"y\"\"\"\r\n", "tau,data\n0.5,a.jsonl\n0.6,b.jsonl\n", "a;b\n1;2\n",
  ]
  private static let json = [
    "[{\"a\":1,\"b\":\"x\"}]", "{\"a\":1e5,\"b\":[true,null]}", "\"\\ud83d\\ude00\"",
  ]
  private static let marks = [
    ",", "\"", "\r\n", "\n", "{", "}", "[", "]", ":", "\\u", "1e999", "-0", "\u{feff}",
  ]
  private static let rulings = [
    "ruling,first,second,because\nsame,op:1f3a90c2,op:77b0e41d,one\n",
    "[{\"ruling\":\"different\",\"first\":\"w:1f3a90c2\",\"second\":\"w:77b0e41d\"}]",
  ]

  static let tables: [FuzzTarget] = [
    FuzzTarget("csv", longest: 1_024, seeds: csv, tokens: marks) { bytes in
      let records = try delimitedRecords(bytes, path: "a.csv")
      return size(records.count) << 4 | size(records.first?.fields.count ?? 0)
    },
    FuzzTarget("json", longest: 1_024, seeds: json, tokens: marks) { bytes in
      guard let document = JSONDocument(bytes) else {
        // What is wrong cannot always be told.
        return JSONFlaw.find(in: bytes) == nil ? 0 : -1
      }
      return 1 + size(document.root.elements?.count ?? document.root.members?.count ?? 0)
    },
    FuzzTarget("plan", longest: 512, seeds: csv + json, tokens: marks) { bytes in
      size(try ParameterRows(FuzzFiles.file("rows", bytes)).rows.count)
    },
    FuzzTarget(
      "decisions", longest: 1_024, seeds: rulings, tokens: marks + ["same", "different", "op:", "audit"]
    ) { bytes in
      size(try DecisionFile(FuzzFiles.file("decisions", bytes)).records.count)
    },
    FuzzTarget("pairs", longest: 1_024, seeds: ["first,second,score\na,b,4.5\n"] + csv, tokens: marks) {
      bytes in
      size(try delimitedRecords(bytes, path: "p.tsv").count)
    },
  ]
}
