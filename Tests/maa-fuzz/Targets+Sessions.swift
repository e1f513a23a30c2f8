import Analyses
import Basics
import Commands
import Language
import Sessions

/// Sessions that go on from what they know, against sessions that reckon everything anew.
extension FuzzTarget {
  static let sessions: [FuzzTarget] = [
    FuzzTarget("following", longest: 24, seeds: ["\u{1}\u{2}\u{3}\u{4}\u{5}", "abcdefgh"]) { bytes in
      let session = try Session(registry: .all, options: SessionOptions(), pulse: .silent)
      _ = try session.perform(Lexer.statements(in: "load \(FuzzFiles.file("world.jsonl", world))")[0])
      for (place, byte) in bytes.enumerated() {
        let text = step(byte, bytes[(place + 1) % bytes.count])
        guard let statement = try Lexer.statements(in: text).first else { continue }
        // Contradictions, and nothing to undo, are refused.
        _ = try? session.perform(statement)
        _ = try session.analysis.result()
      }
      let anew = try Session(registry: .all, options: SessionOptions(), pulse: .silent)
      for text in session.statements {
        for statement in try Lexer.statements(in: text) { _ = try anew.perform(statement) }
      }
      guard try anew.analysis.result() == session.analysis.result() else {
        throw BrokenPromise("followed, the result is another than reckoned anew")
      }
      return size(try session.analysis.partition().unitCount) << 4 | session.study.decisions.count % 16
    }
  ]

  private static func step(_ byte: UInt8, _ next: UInt8) -> String {
    let pair = "b\(1 + byte % 3)p\(1 + next % 4) b\(1 + next % 3)p\(1 + byte % 4)"
    switch byte >> 5 {
    case 0, 1: return "same \(pair)"
    case 2, 3: return "different \(pair)"
    case 4: return "set tau 0.\(5 + byte % 5)"
    case 5: return "undo"
    case 6: return "redo"
    default: return byte % 2 == 0 ? "set beta 0.\(1 + byte % 9)" : "signal sign"
    }
  }

  private static let world: [UInt8] = {
    let texts = ["look first", "look twice first", "act at once", "act now at once", "wait", "wait a while"]
    var lines = ["{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"look\"}"]
    for batch in 1...3 {
      lines.append("{\"kind\":\"batch\",\"batch\":\(batch)}")
      for place in 1...4 {
        let content = texts[(batch * 2 + place) % texts.count]
        lines.append(
          "{\"kind\":\"proposal\",\"batch\":\(batch),\"id\":\"b\(batch)p\(place)\",\"type\":\"add\",\"anchor\":\"tail\",\"content\":\"\(content)\"}"
        )
      }
      let values = (1...4).map { "\"b\(batch)p\($0)\":\(50 + (batch * 7 + $0 * 5) % 11)" }.joined(
        separator: ",")
      lines.append("{\"kind\":\"scores\",\"batch\":\(batch),\"call\":0,\"baseline\":54,\"u\":{\(values)}}")
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }()
}
