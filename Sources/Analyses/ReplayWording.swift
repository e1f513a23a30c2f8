import Language
import Memory
import Studies

/// Why a unit was skipped or left, in words.
package struct ReplayWording {
  private let replay: Replay

  package init(_ replay: Replay) { self.replay = replay }

  /// `applied`, `skipped` or `evicted`; nil for what a person is only told the number of.
  package func name(_ event: PoolEvent) -> String? {
    switch event.kind {
    case .applied: "applied"
    case .skipped: "skipped"
    case .evicted: "evicted"
    case .founded, .joined, .returned, .observed, .unscored: nil
    }
  }

  package func why(_ event: PoolEvent) -> String? {
    switch event.kind {
    case .skipped(let skip): why(skip, replay.material.edits[Int(event.unit)])
    case .evicted(let eviction): why(eviction, replay.material.edits[Int(event.unit)])
    default: nil
    }
  }

  private func why(_ skip: PoolEvent.Skip, _ edit: Edit?) -> String {
    switch skip {
    case .gaveWay(let winner):
      "\(unitName(winner)) changes \(edit?.modifiedItems.first ?? "the item") with a higher m̂"
    case .refused(.anchorGone): "\(edit?.anchorItem ?? "its item") went in this step"
    case .refused(.stands): "memory says so already"
    case .refused(.idTaken): "\(edit?.newItem ?? "its item") stands with other words"
    case .refused(.nothingToAdd): "there is no text to add"
    }
  }

  private func why(_ eviction: PoolEvent.Eviction, _ edit: Edit?) -> String {
    switch eviction {
    case .anchorGone: "\(edit?.anchorItem ?? "its item") is gone"
    case .anchorAbsent: "\(edit?.anchorItem ?? "its item") was never in this memory"
    case .itemGone: "\(edit?.newItem ?? "its item"), which it added, is gone"
    case .underFloor: "m̂ under \(SettingName.floor.poolText(in: replay.rules))"
    case .overCapacity: "beyond \(counted(replay.rules.capacity, "unit"))"
    case .forbidden: "forbidden by hand"
    case .unselected: "not selected for \(counted(replay.rules.maxAge, "step"))"
    }
  }
}
