/// The experiences at one time, as a file has them.
struct ExperienceState {
  /// How a state finds the series that it belongs to.
  enum Home: Equatable {
    /// By a name that the files give.
    case named(String)
    /// After the state with the next lower step, written before it in this folder.
    case steps(folder: String, step: Int, round: Int)
    /// With the series that it shares half of its texts with.
    case alike
  }

  struct Entry: Equatable {
    let id: String
    let content: String
    var reason: String?
  }

  let label: String
  /// The name of a series that begins with it.
  let stem: String
  let home: Home
  var time: String?
  var epoch: Int?
  var tasks: Int?
  var entries: [Entry]
  /// Whether what is not there was dropped; else the entries come to what stands.
  var isWhole = true
  var judgement: ExperienceJudgement?

  init(_ label: String, stem: String, _ home: Home, _ entries: [Entry]) {
    (self.label, self.stem, self.home, self.entries) = (label, stem, home, entries)
  }

  var texts: Set<String> { Set(entries.map(\.content)) }
}

/// States that followed each other.
struct ExperienceSeries {
  var name: String
  private(set) var last: ExperienceState

  init(_ first: ExperienceState) { (name, last) = (first.stem, first) }

  /// For each state, the series that it belongs to, and all series.
  static func assign(_ states: [ExperienceState]) -> (places: [Int], series: [ExperienceSeries]) {
    var (places, series): ([Int], [ExperienceSeries]) = ([], [])
    for state in states {
      if let place = place(of: state, among: series) {
        series[place].last = state
        places.append(place)
      } else {
        var new = ExperienceSeries(state)
        let namesakes = series.filter { $0.name == new.name || $0.name.hasPrefix(new.name + "~") }.count
        if namesakes > 0 { new.name += "~\(namesakes + 1)" }
        places.append(series.count)
        series.append(new)
      }
    }
    return (places, series)
  }

  private static func place(of state: ExperienceState, among series: [ExperienceSeries]) -> Int? {
    switch state.home {
    case .named: return series.firstIndex { $0.last.home == state.home }
    case .steps(let folder, let step, let round):
      return series.lastIndex { series in
        guard case .steps(folder, let lastStep, let lastRound) = series.last.home else { return false }
        return (lastStep, lastRound) < (step, round)
      }
    case .alike: return mostAlike(state, series)
    }
  }

  /// The one that shares the most texts, and at least half of the smaller state's.
  private static func mostAlike(_ state: ExperienceState, _ series: [ExperienceSeries]) -> Int? {
    let texts = state.texts
    let shared = series.map { $0.last.texts.intersection(texts).count }
    let fitting = series.indices.filter { index in
      shared[index] > 0 && shared[index] * 2 >= min(texts.count, series[index].last.texts.count)
    }
    return fitting.max { (shared[$0], -$0) < (shared[$1], -$1) }
  }
}
