import Importing

/// A playbook of which several states were kept, oldest first.
struct PlaybookSeries {
  struct State {
    let file: SourceFile
    let text: PlaybookText
    /// The name without the number in front and the ending: what snapshots of one moment share.
    let label: String
    /// From the head, as it is written; empty where there is none.
    let date: String
  }

  /// Empty for the only one.
  let name: String
  var states: [State]

  /// Whether a text stands under one id in one state and under another in the next: then ids name places, not bullets.
  var firstMove: (text: String, from: String, to: String, file: SourceFile)? {
    for (before, after) in zip(states, states.dropFirst()) {
      let ids = Dictionary(
        before.text.bullets.map { ($0.content, $0.id) }, uniquingKeysWith: { first, _ in first })
      for bullet in after.text.bullets {
        guard let old = ids[bullet.content], old != bullet.id else { continue }
        // Copies of one text stand under several ids.
        if after.text.bullets.contains(where: { $0.id == old && $0.content == bullet.content }) { continue }
        return (bullet.content, old, bullet.id, after.file)
      }
    }
    return nil
  }

  /// The series of some texts: those of one folder, of one role, whose names differ in numbers and hashes alone.
  static func sorted(_ texts: [(file: SourceFile, text: PlaybookText)]) -> [PlaybookSeries] {
    let series = texts.grouped { name(of: $0.file, $0.text) }.map { name, texts in
      PlaybookSeries(
        name: name,
        states: texts.map {
          State(file: $0.file, text: $0.text, label: label(of: $0.file), date: $0.text.head["updated"] ?? "")
        })
    }
    return named(series)
  }

  private static func name(of file: SourceFile, _ text: PlaybookText) -> String {
    [file.folder, text.head["role"] ?? "", stem(of: file)].filter { !$0.isEmpty }.joined(separator: "/")
  }

  /// Each by the shortest last part of its name that no other has.
  private static func named(_ series: [PlaybookSeries]) -> [PlaybookSeries] {
    guard series.count > 1 else { return series.map { PlaybookSeries(name: "", states: $0.states) } }
    var counts: [String: Int] = [:]
    for one in series { for end in ends(of: one.name) { counts[end, default: 0] += 1 } }
    return series.map { one in
      let short = ends(of: one.name).first { counts[$0] == 1 }
      return PlaybookSeries(name: short ?? one.name, states: one.states)
    }
  }

  /// `c`, `b/c` and `a/b/c` of `a/b/c`.
  private static func ends(of name: String) -> [String] {
    let parts = name.split(separator: "/")
    return parts.indices.reversed().map { parts[$0...].joined(separator: "/") }
  }

  private static func words(of file: SourceFile) -> [Substring] {
    let name = file.base.prefix { $0 != "." }
    return name.split { $0 == "-" || $0 == "_" || $0 == " " }
  }

  /// Without numbers and hashes.
  private static func stem(of file: SourceFile) -> String {
    words(of: file).filter { word in
      !(word.contains(where: \.isNumber) && word.allSatisfy { $0.isHexDigit })
    }.joined(separator: "_")
  }

  private static func label(of file: SourceFile) -> String {
    let name = file.base.prefix { $0 != "." }
    let rest = name.drop { $0.isNumber }
    guard rest.count < name.count, let mark = rest.first, mark == "-" || mark == "_" else {
      return String(name)
    }
    return String(rest.dropFirst())
  }
}

/// States of several series in one order of time.
struct PlaybookTimeline {
  /// States of one moment, by series.
  private(set) var moments: [[(series: Int, state: PlaybookSeries.State)]] = []

  /// States with one label are of one moment, as files of one commit are; no series is left out of its own order. Of what
  /// could be next, the one with the earliest date is, then that of the first series.
  init(_ series: [PlaybookSeries]) {
    var next = Array(repeating: 0, count: series.count)
    let last = series.map { one in
      Dictionary(zip(one.states.map(\.label), one.states.indices), uniquingKeysWith: { _, later in later })
    }
    while true {
      let heads = series.indices.filter { next[$0] < series[$0].states.count }
      guard !heads.isEmpty else { return }
      let ready = heads.filter { head in
        let label = series[head].states[next[head]].label
        return !heads.contains { $0 != head && (last[$0][label] ?? -1) > next[$0] }
      }
      let first = (ready.isEmpty ? heads : ready).min { left, right in
        (series[left].states[next[left]].date, left) < (series[right].states[next[right]].date, right)
      }
      guard let first else { return }
      let label = series[first].states[next[first]].label
      let moment = heads.filter { series[$0].states[next[$0]].label == label }
      moments.append(moment.map { ($0, series[$0].states[next[$0]]) })
      for index in moment { next[index] += 1 }
    }
  }
}
