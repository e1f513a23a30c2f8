import Basics
import TraceLogs

/// Tasks. A record with a fault leaves no trace.
extension Merger {
  mutating func mergeTask(_ index: Int, _ records: borrowing BlockRecords) throws(RecordFault) {
    let batch = try position(ofBatch: records.tasks.batch[index])
    let scene = records.tasks.scene[index]
    let arm = records.tasks.arm[index]
    mergeDraws(index, records)
    log.tasks.append(arm: arm < 0 ? -1 : symbol(arm, records.symbols), before: log.tasks.count)
    log.tasks.batch.append(batch)
    records.tasks.name.withText(index) { log.tasks.name.append($0) }
    log.tasks.outcome.append(records.tasks.outcome[index])
    log.tasks.scene.append(scene < 0 ? -1 : symbol(scene, records.symbols))
    let first = index == 0 ? 0 : records.tasks.itemEnd[index - 1]
    for entry in first..<records.tasks.itemEnd[index] {
      log.tasks.item.append(symbol(records.tasks.item[entry], records.symbols))
    }
    log.tasks.itemEnd.append(log.tasks.item.count)
  }

  /// Before the task's other columns, by which they count.
  private mutating func mergeDraws(_ index: Int, _ records: borrowing BlockRecords) {
    log.tasks.append(propensity: records.tasks.propensity[index], before: log.tasks.count)
    merge(records.tasks.held.entries(of: index), of: records.tasks.held, into: \.held, records.symbols)
    merge(
      records.tasks.propensities.entries(of: index), of: records.tasks.propensities, into: \.propensities,
      records.symbols)
    merge(
      records.tasks.relevance.entries(of: index), of: records.tasks.relevance, into: \.relevance,
      records.symbols)
  }

  private mutating func merge(
    _ entries: Range<Int>, of columns: borrowing EntryColumns,
    into column: WritableKeyPath<Tasks, TaskEntries>,
    _ symbols: borrowing LocalSymbols
  ) {
    guard !entries.isEmpty || !log.tasks[keyPath: column].isEmpty else { return }
    for entry in entries {
      let item = symbol(columns.item[entry], symbols)
      log.tasks[keyPath: column].item.append(item)
      if !columns.value.isEmpty { log.tasks[keyPath: column].value.append(columns.value[entry]) }
    }
    log.tasks[keyPath: column].closeTask(after: log.tasks.count)
  }
}
