import Channels
import Foundation
import Memory
import Optimizing
import Scoring
import StubServer
import Testing
import Traces

/// The parts of a run by themselves.
@Suite struct PartsOfRunTests {
  @Test(arguments: [
    (#"{"scores":[1]}"#, true), ("```json\n[1,2]\n```", true), ("Sure! {\"a\":[\"}\"]} done", true),
    ("none", false),
    ("{ broken [1", false), ("[[[[", false),
  ])
  func jsonIsFoundInWhatIsSaid(_ text: String, _ isThere: Bool) {
    #expect((foundJSON(in: text) != nil) == isThere)
  }

  @Test func answersAreHeldAgainstReferences() {
    #expect(LiveTask.Matching.exact.holds(" yes\n", "yes") && !LiveTask.Matching.exact.holds("yes!", "yes"))
    #expect(LiveTask.Matching.contains.holds("It is Paris.", "paris"))
    #expect(
      LiveTask.Matching.number.holds("3 + 4 makes 1,234.50.", "1234.5")
        && !LiveTask.Matching.number.holds("none", "3"))
    #expect(LiveTask.Matching.json.holds(#"{"b":[1,2],"a":null}"#, #"{"a":null,"b":[1,2.0]}"#))
    #expect(!LiveTask.Matching.json.holds(#"{"b":[2,1]}"#, #"{"b":[1,2]}"#))
  }

  @Test func longTracesLoseTheirMiddleAndSayIt() {
    let text = String(repeating: "a", count: 300) + String(repeating: "é", count: 300)
    let cut = Texts.cut(text, to: 90)
    #expect(
      cut.hasPrefix(String(repeating: "a", count: 60)) && cut.hasSuffix(String(repeating: "é", count: 15)))
    #expect(cut.contains("[… 525 characters left out …]"))
    #expect(Texts.cut("short", to: 90) == "short")
  }

  @Test func promptsNeedTheirPlaces() throws {
    #expect(throws: OptimizingFault.missingPlaceholder(prompt: "judge.txt", name: "states")) {
      try ModelPrompt(.judge, "{{traces}}")
    }
    #expect(throws: OptimizingFault.unknownPlaceholder(prompt: "repair.txt", name: "x")) {
      try ModelPrompt(.repair, "{{fault}} {{x}}")
    }
    let prompt = try ModelPrompt(.repair, "be brief\n---\n{{fault}}\n---\nok\n---\nnow {{fault}}\n")
    #expect(
      prompt.messages(["fault": "{{fault}}"]).map(\.text) == ["be brief", "{{fault}}", "ok", "now {{fault}}"])
    #expect(prompt.messages([:]).map(\.role) == [.system, .user, .assistant, .user])
  }

  /// Prompts in the package are the ones that are built in.
  @Test func promptsInThePackageAreTheUsualOnes() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for kind in ModelPrompt.Kind.allCases {
      #expect(
        try String(contentsOf: root.appendingPathComponent("prompts/\(kind.file)"), encoding: .utf8)
          == kind.usualText)
    }
  }

  @Test func whatIsKnownOfAUnitDecidesWhetherItIsAsked() {
    func member(
      _ unit: Int32, _ count: Int, _ mhat: Double?, _ mean: Double, _ deviation: Double, stands: Bool = false
    ) -> PlanMember {
      PlanMember(unit: unit, count: count, mhat: mhat, worth: (mean, deviation), stands: stands)
    }
    // Far above and far below the bound, close to it, standing, and unknown.
    let members = [
      member(0, 9, 40, 40, 1), member(1, 9, -40, -40, 1), member(2, 9, 1, 1, 3),
      member(3, 9, 2, 2, 9, stands: true),
      PlanMember(unit: 4, count: 0, mhat: nil, worth: nil, stands: false),
    ]
    let model = PosteriorModel(mean: 0, variance: 64, noise: 4)
    func chosen(_ most: Int) -> [Int32] {
      worthwhileUnits(members, most: most, selected: 3, beta: 0.9, model: model, competes: true)
    }
    #expect(chosen(2) == [2, 4])
    #expect(chosen(9) == [0, 1, 2, 4])
  }

  @Test func aProgramMeasuresAndItsCrashIsNoZero() throws {
    let bench = try LiveBench(programs: true)
    let server = try ScriptedModel().server()
    // It dies on every fifth task of the file, and gives 1 where memory is not empty.
    let program = try bench.write(
      "measure.sh",
      """
      while read -r line; do
        id=$(printf %s "$line" | sed 's/.*"id":"\\(t[0-9]*\\)".*/\\1/')
        case $id in *5) exit 3;; esac
        case $line in *'"memory":[]'*) o=0;; *) o=1;; esac
        printf '{"task":"%s","outcome":%s}\\n' "$id" $o
      done
      """)
    try bench.run(
      "\(bench.model(server)); \(try bench.optimize("--program \"sh \(program)\" --at-once 3", epochs: 1))")
    let trace = try readTrace("\(bench.folder)/run.jsonl").log
    #expect(trace.calls.count > 0 && trace.calls.value.allSatisfy { $0 == 100 })
    #expect(!(0..<trace.tasks.count).contains { trace.tasks.name[$0].hasSuffix("5") })
    #expect(trace.evals.first?.score == 0 && trace.evals.last?.score == 1)
    let log = try bench.bytes()
    try FileManager.default.removeItem(atPath: "\(bench.folder)/run.jsonl")
    let again = try LiveBench(network: false)
    try again.run(bench.session.statements.joined(separator: "\n"))
    #expect(try bench.bytes() == log, "a program is not run where its outcomes are recorded")
    let other = try LiveBench()
    let fault = other.complaint("\(other.model(server)); \(try other.optimize("--program true", epochs: 1))")
    #expect(fault?.hint?.contains("--allow-programs") == true)
  }

  /// Which rung a server holds to is asked once, and stands on the cassette.
  @Test(arguments: ["json_schema", "json_object"]) func theLadderIsStepped(_ refused: String) throws {
    let model = ScriptedModel()
    let server = try StubServer { request, number in
      let body = String(decoding: request.body, as: UTF8.self)
      if body.contains("\"json_schema\"") || refused == "json_object" && body.contains("response_format") {
        return .text(400, #"{"error":{"message":"no such response_format"}}"#)
      }
      return model.answerFor(request)
    }
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize("", epochs: 1))")
    let later = server.requests.filter {
      String(decoding: $0.body, as: UTF8.self).contains("Propose changes")
    }
    #expect(
      later.allSatisfy {
        $0.body.range(of: Data((refused == "json_object" ? "response_format" : "json_schema").utf8)) == nil
      })
    #expect(later.count == 4)
  }
}
