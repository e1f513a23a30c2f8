import Characters
import GoldenSupport
import Tables

let evidence = Table(
  "evidence",
  [
    .text("unit"), .text("type"), .text("anchor"), .number("n"), .number("mhat", essential: true),
    .number("+share"), .text("verdict"), .text("trend"), .text("content", flexible: true),
  ],
  rows: [
    [
      "U12", "modify", "m7", 11, .number(6.9151, places: 2), .number(0.909, places: 2), "stable",
      .text(sparkline([1, 3, 5, 6, 7, 7])), "switch to the next container when the target is not in this one",
    ],
    [
      "U3", "add", "after:m3", 9, .number(-5.1, places: 2), .number(0.78, places: 2), "stable",
      .text(sparkline([7, 2, 1])), "check the sink area first",
    ],
    ["U104", "modify", "m2", 1, .missing, .missing, .missing, "", ""],
  ],
  footer: "3 of 212")

/// What logs may hold and no output may pass on.
let hostile = Table(
  "hos\"tile\u{1b}",
  [.text("id"), .text("con|tent\n", flexible: true), .number("value"), .text("seen")],
  rows: [
    ["a", "\u{1b}[31mred\u{1b}[0m\r\nnext\tline", .number(.nan, places: 2), true],
    ["b", "say \"hi\", \\ `code` <b>|</b> *x* _y_ [z](u) &amp; $e$", .number(-.infinity, places: 2), false],
    [
      "c", "rtl \u{202e}txt\u{202c} zero\u{200b}width \u{2028}\u{feff}\u{e0041}\u{9b}\u{7f}",
      .number(-0.0, places: 2), .missing,
    ],
    ["d", "中文字 👩‍👩‍👧 e\u{301} ❤\u{fe0f} 🇩🇪 한국어 テスト", .number(1e300, places: 0), "x"],
    ["e", "", .number(0.1 + 0.2, places: 2), "  "],
    ["f", .missing, .integer(.min), "\u{0}"],
  ],
  footer: "esc \u{1b}[2J\nsecond line")

let empty = Table("merges", [.number("#"), .text("kind"), .number("cosine")])

func terminal(width: Int? = nil, styled: Bool = false) -> TerminalRenderer {
  TerminalRenderer(width: width, measure: displayWidth(of:), show: visible, styled: styled)
}

/// Texts of every script and of none.
func randomText(_ random: inout SeededGenerator, upTo most: Int = 30) -> String {
  let pool = Array(
    "abc xyz,\"'|\\\n\r\t<>`_0123é\u{301}\u{fe0f}\u{200d}👩🔥❤🇩🇪🏽中文가\u{11a8}क\u{94d}ष\u{1b}\u{202e}\u{e0041}\u{ffff}…"
      .unicodeScalars)
  var scalars = String.UnicodeScalarView()
  for _ in 0..<Int.random(in: 0...most, using: &random) {
    scalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
  }
  return String(scalars)
}

func randomTable(_ random: inout SeededGenerator) -> Table {
  let columns = (0..<Int.random(in: 1...12, using: &random)).map { _ in
    Column(
      randomText(&random, upTo: 9), Bool.random(using: &random) ? .number : .text,
      flexible: Bool.random(using: &random), essential: Int.random(in: 0..<4, using: &random) == 0)
  }
  let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in columns.map { _ in randomCell(&random) } }
  return Table(
    randomText(&random), columns, rows: rows, footer: Bool.random(using: &random) ? randomText(&random) : nil)
}

private func randomCell(_ random: inout SeededGenerator) -> Cell {
  switch Int.random(in: 0..<8, using: &random) {
  case 0: .missing
  case 1: .integer(Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0..<64, using: &random))
  case 2: .number(Double(bitPattern: random.next()), places: Int.random(in: 0...4, using: &random))
  case 3: .number(.random(in: -1000...1000, using: &random), places: 2)
  case 4: .flag(.random(using: &random))
  default: .text(randomText(&random))
  }
}
