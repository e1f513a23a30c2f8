extension TraceFaultTests {
  /// What tasks say of lots.
  static let draws: [Case] = [
    Case(
      #"{"kind":"task","batch":1,"task":"t","outcome":1,"held":["m1"],"propensity":0}"#, at: "0}", seen: "0",
      expected: "held out with some probability"),
    Case(
      #"{"kind":"task","batch":1,"task":"t","outcome":1,"propensity":1.5}"#, at: "1.5",
      expected: "from 0 to 1"),
    Case(
      #"{"kind":"task","batch":1,"task":"t","outcome":1,"held":["m1"],"propensity":{"m2":0.5,"m1":0}}"#,
      at: "0}",
      seen: "0", expected: "held out with some probability"),
    Case(
      #"{"kind":"task","batch":1,"task":"t","outcome":1,"propensity":{"m2":-1}}"#, at: "-1",
      expected: "from 0 to 1"),
    Case(
      #"{"kind":"task","batch":1,"task":"t","outcome":1,"items":["m1"],"held":["m1"]}"#, at: #""m1"]}"#,
      seen: #""m1""#, expected: "no item that stands in"),
    Case(
      #"{"kind":"task","batch":1,"task":"t","outcome":1,"relevance":[1]}"#, at: "[1]", expected: "by item"),
  ]
}
