import Importing

/// Playbooks as texts, one file per state: what changed from one to the next was proposed and applied.
struct ACESnapshots {
  private let request: ImportRequest
  private let series: [PlaybookSeries]
  private var counters = Counters(by: "playbook counters")
  /// Per series, whether a bullet is known again by its id.
  private let trusted: [Bool]

  init(_ files: [SourceFile], _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft)
    throws
  {
    self.request = request
    let texts = try files.inNaturalOrder().map { ($0, PlaybookText(try source.text($0))) }
    series = PlaybookSeries.sorted(texts)
    trusted = series.map { ACESnapshots.trusts($0, request, &draft) }
    for (file, text) in texts {
      for stray in text.strays {
        draft.account.leftOut(
          "a line of a playbook that is no bullet", example: stray.text, at: "\(file.name):\(stray.line)")
      }
    }
  }

  private static func trusts(_ series: PlaybookSeries, _ request: ImportRequest, _ draft: inout LogDraft)
    -> Bool
  {
    switch request["ids"] {
    case "trust": return true
    case "text": return false
    default:
      guard let move = series.firstMove else { return true }
      draft.account.ambiguous(
        "ids were given anew (\(move.from) became \(move.to) in \(move.file.name)), so bullets are followed by their text",
        flag: "ids trust")
      return false
    }
  }

  mutating func read(into draft: inout LogDraft) throws {
    var isFirst = Array(repeating: true, count: series.count)
    let moments = PlaybookTimeline(series).moments
    for moment in moments {
      let isBeginning = moment.allSatisfy { isFirst[$0.series] && begins($0.series) }
      if !isBeginning {
        draft.batch(
          label: moment[0].state.label, time: moment[0].state.date.isEmpty ? nil : moment[0].state.date)
      }
      for (index, state) in moment {
        try take(state, of: index, isFirst: isFirst[index] && begins(index), &draft)
        isFirst[index] = false
      }
    }
    draft.account.cannot("say what any bullet did: playbooks hold texts and counters, no scores")
  }

  /// The first of several states is the bank that the log begins with; an only one was built from nothing.
  private func begins(_ index: Int) -> Bool { series[index].states.count > 1 }

  private mutating func take(
    _ state: PlaybookSeries.State, of index: Int, isFirst: Bool, _ draft: inout LogDraft
  ) throws {
    let shelf = BankShelf(series[index].name)
    let entries = state.text.bullets.map { bullet in
      BankEntry(
        id: trusted[index] ? bullet.id : nil, bullet.content, name: bullet.id, reason: bullet.section)
    }
    let ids =
      isFirst
      ? draft.begin(entries, on: shelf) : try draft.become(entries, on: shelf, using: request.similarity).ids
    for (bullet, id) in zip(state.text.bullets, ids) {
      guard let id, let helpful = bullet.helpful, let harmful = bullet.harmful else { continue }
      counters.see(id, helpful: helpful, harmful: harmful, &draft, at: state.file.name)
    }
  }
}
