import Foundation
import TerminalSupport
import Testing

/// The HTML report in a real browser: Chromium, headless, driven by Tests/browser/report.py.
@Suite(.serialized) struct ReportInBrowserTests {
  private static let kitchen = """
    load datasets/kitchen.jsonl; note "hello"; merges --limit 3
    different b3p7 b5p5 --because "the order is the other way round"; trajectory b3p7; evidence --limit 12
    """

  @Test func worksInAChromium() throws {
    guard let seen = try inBrowser(Self.kitchen) else { return }
    expectQuiet(seen)
    #expect(seen.facts.landmarks == ["header", "nav", "main"] && seen.facts.headers && seen.facts.anchors)
    #expect(
      seen.facts.title == "Evidence from kitchen.jsonl" && !seen.facts.wider && seen.phone && seen.plain)
    #expect(Set(seen.facts.ids).count == seen.facts.ids.count)
    #expect(seen.light.count > 500 && seen.light.low.isEmpty, "\(seen.light.low)")
    #expect(seen.dark.count > 500 && seen.dark.low.isEmpty, "\(seen.dark.low)")
    #expect(seen.copied.script.hasPrefix("maa 1\nload datasets/kitchen.jsonl --sha256 "))
    #expect(["Copied", "Selected"].contains(seen.copied.button))
  }

  @Test func tablesSortAndFilter() throws {
    guard let seen = try inBrowser(Self.kitchen) else { return }
    let before = seen.before.compactMap(Double.init)
    #expect(before.count == 41 && seen.before.last == "")
    #expect(seen.orders["mhat descending"]?.compactMap(Double.init) == before.sorted(by: >))
    #expect(seen.orders["mhat ascending"]?.compactMap(Double.init) == before.sorted())
    // What is missing stands last, whichever way the others go.
    #expect(seen.orders["mhat ascending"]?.last == "")
    #expect(seen.orders["content ascending"]?.first?.hasPrefix("A tin") == true)
    #expect(seen.orders["content ascending"] != seen.orders["content descending"])
    #expect(seen.filtered?.said == "\(seen.filtered?.rows ?? 0) of 42 rows" && seen.filtered?.rows ?? 0 > 2)
    #expect(seen.unfiltered?.rows == 42)
    expectStable(seen)
  }

  /// Rows of equal n keep the order that sorting by content gave them.
  private func expectStable(_ seen: Seen) {
    let places = Dictionary(
      (seen.orders["content descending"] ?? []).enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    for (first, second) in zip(seen.stable, seen.stable.dropFirst()) where first[0] == second[0] {
      #expect(places[first[1], default: 0] <= places[second[1], default: 0], "\(first) \(second)")
    }
  }

  @Test func hostileTextsDoNothing() throws {
    let folder = try TemporaryFolder()
    let log = try folder.write("hostile.jsonl", HostilePage.log)
    let statements = """
      # </script><script>window.pwned=1</script> <img src=x onerror=window.pwned=1>
      load \(log); merges; evidence; trajectory U1 U2; batches; memory; decisions
      different U1 U2 --because '</td><img src=x onerror=window.pwned=1>'
      """
    guard let seen = try inBrowser(statements) else { return }
    expectQuiet(seen)
    #expect(seen.facts.pwned == nil && !seen.facts.text)
    #expect(seen.facts.links.allSatisfy { $0.split(separator: "#").first.map(String.init) == seen.address })
    let strange = Set(seen.facts.elements).intersection(["img", "script", "iframe", "b", "style", "textarea"])
    #expect(strange.subtracting(["style"]).isEmpty, "\(strange)")
    #expect(seen.facts.attributes.allSatisfy { !$0.hasPrefix("on") })
  }

  private func expectQuiet(_ seen: Seen) {
    #expect(seen.console.isEmpty, "\(seen.console)")
    let requests = seen.requests.filter { $0 != "about:blank" && !$0.hasPrefix("data:") }
    #expect(requests == [seen.address], "\(seen.requests)")
  }

  /// Nil, having said so, where there is no browser; under CI that is a failure.
  private func inBrowser(_ statements: String) throws -> Seen? {
    let folder = try TemporaryFolder()
    let page = "\(folder.path)/report.html"
    let run = try Run(["-c", "\(statements)\nreport --to '\(page)'"])
    #expect(run.code == 0, "\(run.errors)")
    let script = "\(Run.root)/Tests/browser/report.py"
    let browser = try Run(
      [],
      environment: [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
      ],
      shell: "command -v python3 >/dev/null || { echo '{\"skipped\": \"there is no python3\"}'; exit 0; }; "
        + "exec python3 '\(script)' '\(page)'")
    let answer = Data(browser.output.utf8)
    if let skipped = try? JSONDecoder().decode(Skipped.self, from: answer) {
      FileHandle.standardError.write(Data("the report was not tried in a browser: \(skipped.skipped)\n".utf8))
      #expect(ProcessInfo.processInfo.environment["CI"] != "true", "\(skipped.skipped)")
      return nil
    }
    #expect(browser.code == 0, "\(browser.errors)")
    return try JSONDecoder().decode(Seen.self, from: answer)
  }

  private struct Skipped: Decodable { let skipped: String }
}

/// What Tests/browser/report.py saw.
private struct Seen: Decodable {
  struct Facts: Decodable {
    let title: String
    let landmarks, links, elements, attributes, ids: [String]
    let headers, anchors, text, wider: Bool
    let pwned: Int?
  }

  struct Contrast: Decodable {
    let count: Int
    let low: [String]
  }

  struct Filtered: Decodable {
    let rows: Int
    let said: String
  }

  struct Copied: Decodable { let button, script: String }

  let facts: Facts
  let light, dark: Contrast
  let before: [String]
  let orders: [String: [String]]
  let stable: [[String]]
  let filtered, unfiltered: Filtered?
  let copied: Copied
  let phone, plain: Bool
  let console, requests: [String]
  let address: String
}

/// Edits whose texts try to be markup.
private enum HostilePage {
  private static let texts = [
    "</script><script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "<!--", "]]>",
    "\\\" onmouseover=window.pwned=1 x=\\\"", "<svg/onload=window.pwned=1>", "javascript:window.pwned=1",
    "\\u202e\\u2066\\u001b[31m\\u0000\\u2028", "</table></main><iframe src=//example.org>",
    "<base href=http://example.org/><link rel=stylesheet href=x.css>", "<style>*{display:none}</style>",
  ]

  static let log: String = {
    var lines = [#"{"kind":"header","format":"maa-trace","version":1,"source":"\#(texts[0])"}"#]
    for batch in 1...3 {
      lines.append(#"{"kind":"batch","batch":\#(batch),"label":"\#(texts[batch])"}"#)
      for (index, text) in texts.enumerated() {
        let id = "b\(batch)\(text)"
        lines.append(
          #"{"kind":"proposal","batch":\#(batch),"id":"\#(id)","type":"add","anchor":"tail","content":"\#(text)"}"#
        )
        lines.append(
          #"{"kind":"scores","batch":\#(batch),"call":\#(index),"baseline":1,"u":{"\#(id)":\#(index + batch)}}"#
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()
}
