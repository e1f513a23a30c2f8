import Foundation
import Testing

/// Texts of a log and of a person can become nothing but text, in any form of a report.
@Suite struct HostileReportTests {
  private static let page = """
    \(Hostile.note)
    load LOG; set beta 0.5; merges; evidence; trajectory U1; different U1 U2 --because '\(Hostile.reason)'
    memory; unit U3; batches
    """

  private func report(_ ending: String) throws -> String {
    let scratch = try Scratch()
    let log = try scratch.write("l.jsonl", Hostile.log)
    let bench = try Bench()
    try bench.run(Self.page.replacing("LOG", with: "'\(log)'"))
    try bench.run("report --to '\(scratch.path)/r.\(ending)' --title '\(Hostile.reason)'")
    return try scratch.read("r.\(ending)")
  }

  @Test(arguments: ["html", "md", "ipynb"])
  func nothingUnseenIsLeft(_ ending: String) throws {
    let bad = try report(ending).unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format, .lineSeparator, .paragraphSeparator: scalar.value != 0x200d
      default: false
      }
    }
    #expect(bad.isEmpty, "\(bad.map { String($0.value, radix: 16) })")
  }

  @Test func thePageHasOneScriptAndNoMarkupOfOthers() throws {
    let page = try report("html").lowercased()
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.components(separatedBy: "</script").count == 2)
    let body = try #require(page.components(separatedBy: "<body>").last)
    for opened in ["<img", "<iframe", "<!--", "<a href=\"javascript", "<b>", "<svg onload", "<style>x"] {
      #expect(!body.contains(opened), "\(opened)")
    }
    #expect(body.contains("&lt;img src=x onerror="))
  }

  @Test func markdownHasNoMarkupOfOthers() throws {
    var fence: Substring?
    for line in try report("md").split(separator: "\n") {
      let ticks = line.prefix { $0 == "`" }
      if let open = fence {
        if line == open { fence = nil }
        continue
      }
      if ticks.count >= 3 {
        fence = ticks
        continue
      }
      #expect(!unescaped(line).contains(where: { "<[`".contains($0) }) || line.hasPrefix("| --"), "\(line)")
    }
    #expect(fence == nil)
  }

  /// What is left when escaped characters, and the line ends of cells, are taken out.
  private func unescaped(_ line: Substring) -> String {
    var left = ""
    var isEscaped = false
    for character in line.replacing("<br>", with: "") {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        left.append(character)
      }
    }
    return left
  }

  @Test func theNotebookIsJSONWhoseMarkupIsItsOwn() throws {
    let notebook = try JSONSerialization.jsonObject(with: Data(try report("ipynb").utf8)) as? [String: Any]
    let cells = try #require(notebook?["cells"] as? [[String: Any]])
    let ids = cells.compactMap { $0["id"] as? String }
    #expect(Set(ids).count == cells.count && cells.count > 8)
    for cell in cells {
      for output in cell["outputs"] as? [[String: Any]] ?? [] {
        let data = output["data"] as? [String: Any] ?? [:]
        let html = (data["text/html"] as? [String] ?? []).joined().lowercased()
        #expect(!html.contains("<img") && !html.contains("<script") && !html.contains("<!--"))
        let drawing = (data["image/svg+xml"] as? [String] ?? []).joined().lowercased()
        #expect(!drawing.contains("<script") && !drawing.contains("<img"))
        let specification = data["application/vnd.vegalite.v5+json"] as? [String: Any]
        let schema = specification?["$schema"] as? String
        #expect(schema == (drawing.isEmpty ? nil : "https://vega.github.io/schema/vega-lite/v5.json"))
      }
    }
  }
}

/// What somebody who means harm might put into a log.
enum Hostile {
  static let texts = [
    "</script><script>window.pwned=1</script>", "<!-- <script>", "]]> <![CDATA[", "\"onmouseover=\"pwned=1",
    "<img src=x onerror=window.pwned=1>", "<svg onload=window.pwned=1>", "javascript:window.pwned=1",
    "[x](javascript:window.pwned=1) ![y](http://example.org/z.png)", "a|b|c\\|d", "``` ` ```` ~~~~",
    "\u{1b}[31m\u{7}\u{0}\u{8}", "\u{202e}evil\u{2066}", "\u{2028}\u{2029}\u{feff}\u{85}",
    "# heading\n- list\n> quote",
    "</style></title></textarea></pre></td></table>", "${x} $(reboot) &amp; &#60;script&#62;",
    "$$\\alpha$$ <b>bold</b>",
    "'; DROP TABLE x; --", "{{constructor.constructor('pwned=1')()}}", "\u{e0041}\u{fffe}\u{200b}",
  ]

  static let note = "# <img src=x onerror=window.pwned=1> [a](javascript:pwned=1) ``` </script> \u{202e}"
  static let reason = "</script><img src=x onerror=window.pwned=1>"

  static var log: String {
    var lines = [
      #"{"kind":"header","format":"maa-trace","version":1,"source":\#(json(texts[0]))}"#,
      #"{"kind":"item","id":"m1","content":\#(json(texts[4]))}"#,
    ]
    for batch in 1...4 {
      lines.append(#"{"kind":"batch","batch":\#(batch),"label":\#(json(texts[batch]))}"#)
      for (index, text) in texts.enumerated() {
        let id = json("b\(batch) \(index) \(text)")
        let place = index == 3 ? "modify\",\"anchor\":\"m1" : "add\",\"anchor\":\"tail"
        lines.append(
          #"{"kind":"proposal","batch":\#(batch),"id":\#(id),"type":"\#(place)","content":\#(json(text))}"#)
        lines.append(
          #"{"kind":"scores","batch":\#(batch),"call":\#(index),"baseline":1,"u":{\#(id):\#(batch + index)}}"#
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func json(_ text: String) -> String {
    let quoted = try? JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed)
    return quoted.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
