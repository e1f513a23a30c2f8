import Basics

extension TraceLog {
  /// Puts the symbols into the order of their first use: by the proposals, the tasks, the merges, the votes. So the same
  /// records give the same log, however the records of different kinds are mixed in the file.
  package mutating func sortSymbolsByUse() {
    var order = SymbolOrder(count: symbols.count)
    for index in proposals.anchor.indices {
      proposals.anchor[index] = order.position(of: proposals.anchor[index])
    }
    var entry = 0
    for task in tasks.scene.indices {
      if tasks.scene[task] >= 0 { tasks.scene[task] = order.position(of: tasks.scene[task]) }
      while entry < tasks.itemEnd[task] {
        tasks.item[entry] = order.position(of: tasks.item[entry])
        entry += 1
      }
    }
    for task in tasks.arm.indices where tasks.arm[task] >= 0 {
      tasks.arm[task] = order.position(of: tasks.arm[task])
    }
    for entry in tasks.held.item.indices {
      tasks.held.item[entry] = order.position(of: tasks.held.item[entry])
    }
    for entry in tasks.propensities.item.indices {
      tasks.propensities.item[entry] = order.position(of: tasks.propensities.item[entry])
    }
    for entry in tasks.relevance.item.indices {
      tasks.relevance.item[entry] = order.position(of: tasks.relevance.item[entry])
    }
    for part in merges.part.indices { merges.part[part] = order.position(of: merges.part[part]) }
    for vote in votes.batch.indices {
      if votes.item[vote] >= 0 { votes.item[vote] = order.position(of: votes.item[vote]) }
      if votes.voter[vote] >= 0 { votes.voter[vote] = order.position(of: votes.voter[vote]) }
    }
    symbols = order.sorted(symbols)
  }
}

/// Symbols in the order in which they are asked for.
private struct SymbolOrder {
  /// The new position of each symbol, or -1.
  private var positions: [Int32]
  private var used: [Int32] = []

  init(count: Int) { positions = Array(repeating: -1, count: count) }

  mutating func position(of symbol: Int32) -> Int32 {
    let known = positions[Int(symbol)]
    if known >= 0 { return known }
    let position = Int32(truncatingIfNeeded: used.count)
    used.append(symbol)
    positions[Int(symbol)] = position
    return position
  }

  func sorted(_ symbols: TextColumn) -> TextColumn {
    var sorted = TextColumn()
    for symbol in used { symbols.withText(Int(symbol)) { sorted.append($0) } }
    return sorted
  }
}
