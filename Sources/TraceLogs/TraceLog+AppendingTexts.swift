import Basics

/// Anchors, items and scenes of tasks, and whatever else two logs name by texts that they share.
extension TraceLog {
  /// To be called when the other columns of proposals have grown.
  mutating func appendSharedTexts(_ other: TraceLog, _ renamed: [ByteText: String], proposalOffset: Int32) {
    var symbols = SymbolTable(self.symbols)
    // A bundle's anchor is made of those of its proposals, which stand before it.
    var anchors: [String] = []
    anchors.reserveCapacity(other.bundles.isEmpty ? 0 : other.proposals.count)
    for index in 0..<other.proposals.count {
      let anchor = other.newAnchor(index, renamed) { anchors[$0] }
      if !other.bundles.isEmpty { anchors.append(anchor) }
      proposals.anchor.append(symbols.position(of: anchor))
    }
    appendTasks(other, renamed, &symbols)
    merges.append(other.merges, offset: proposalOffset) { item in
      symbols.position(of: other.symbol(item, renamed))
    }
    votes.item += other.votes.item.map { $0 < 0 ? -1 : symbols.position(of: other.symbol($0, renamed)) }
    votes.voter += other.votes.voter.map { $0 < 0 ? -1 : symbols.position(of: other.symbols[Int($0)]) }
    self.symbols = symbols.texts
  }

  private mutating func appendTasks(
    _ other: TraceLog, _ renamed: [ByteText: String], _ symbols: inout SymbolTable
  ) {
    let batchOffset = Int32(truncatingIfNeeded: batches.count - other.batches.count)
    let itemOffset = tasks.item.count
    for task in 0..<other.tasks.count {
      let arm = other.tasks.arm(of: task)
      let text = arm < 0 ? -1 : symbols.position(of: other.symbols[Int(arm)])
      tasks.append(arm: text, before: tasks.batch.count + task)
      tasks.append(propensity: other.tasks.propensity(of: task), before: tasks.batch.count + task)
    }
    let (count, before) = (other.tasks.count, tasks.batch.count)
    for column in [\Tasks.held, \Tasks.propensities, \Tasks.relevance] {
      tasks[keyPath: column].append(other.tasks[keyPath: column], count: count, before: before) {
        symbols.position(of: other.symbol($0, renamed))
      }
    }
    tasks.batch += other.tasks.batch.map { $0 + batchOffset }
    tasks.name.append(contentsOf: other.tasks.name)
    tasks.outcome += other.tasks.outcome
    tasks.itemEnd += other.tasks.itemEnd.map { $0 + itemOffset }
    for scene in other.tasks.scene {
      tasks.scene.append(scene < 0 ? -1 : symbols.position(of: other.symbols[Int(scene)]))
    }
    for item in other.tasks.item { tasks.item.append(symbols.position(of: other.symbol(item, renamed))) }
  }

  /// The id of an item, as it is now called.
  private func symbol(_ item: Int32, _ renamed: [ByteText: String]) -> String {
    let id = symbols[Int(item)]
    return renamed[ByteText(id)] ?? id
  }

  private func newAnchor(
    _ proposal: Int, _ renamed: [ByteText: String], _ anchors: (Int) -> String
  ) -> String {
    let anchor = symbols[Int(proposals.anchor[proposal])]
    if renamed.isEmpty { return anchor }
    switch proposals.type[proposal] {
    case .modify: return renamed[ByteText(anchor)] ?? anchor
    case .merge: return TraceLog.anchor(ofMerge: merges.parts(of: proposal).map { symbol($0, renamed) })
    case .bundle: return texts(ofBundle: bundles.parts(of: proposal), anchor: anchors).anchor
    case .add: return newPlace(anchor, renamed)
    }
  }

  private func newPlace(_ anchor: String, _ renamed: [ByteText: String]) -> String {
    let prefix = "after:"
    guard anchor.utf8.starts(with: prefix.utf8) else { return anchor }
    let id = String(decoding: anchor.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    return renamed[ByteText(id)].map { prefix + $0 } ?? anchor
  }
}
