import Basics
import TraceLogs

extension TraceLog {
  /// Hands all columns to a coder, in an order that is always the same. A log that was read so is to be asked whether it
  /// `isSound`.
  package mutating func code(with coder: inout some ColumnCoder) throws {
    try code(sources: &coder)
    try code(items: &coder)
    try code(batches: &coder)
    try proposals.code(with: &coder)
    try calls.code(with: &coder)
    try code(applied: &coder)
    try tasks.code(with: &coder)
    try code(evals: &coder)
    try labels.code(with: &coder)
    try merges.code(with: &coder)
    try bundles.code(with: &coder)
    try votes.code(with: &coder)
    try coder.code(&symbols)
  }

  private mutating func code(sources coder: inout some ColumnCoder) throws {
    var (names, titles, seeds) = (sources.map { $0.name }, sources.map { $0.title }, sources.map { $0.seed })
    var (embedders, steps) = (sources.map { $0.embedder }, sources.map { $0.steps })
    var (low, high) = (sources.map { $0.range?.lowerBound }, sources.map { $0.range?.upperBound })
    try coder.code(&names)
    try coder.code(&titles)
    try coder.code(&seeds)
    try coder.code(&embedders)
    try coder.code(&low)
    try coder.code(&high)
    try coder.code(&steps)
    guard coder.isReading else { return }
    try TraceLog.areAlike([
      names.count, titles.count, seeds.count, embedders.count, low.count, high.count, steps.count,
    ])
    sources = try names.indices.map { place in
      var source = LogSource(name: names[place])
      (source.title, source.seed) = (titles[place], seeds[place])
      (source.embedder, source.steps) = (embedders[place], steps[place])
      if let low = low[place], let high = high[place] {
        guard low <= high else { throw UnsoundColumns() }
        source.range = low...high
      }
      return source
    }
  }

  private mutating func code(items coder: inout some ColumnCoder) throws {
    var (ids, contents, since) = (
      items.map { $0.id }, TextColumn(items.map { $0.content }), items.map { $0.since }
    )
    try coder.code(&ids)
    try coder.code(&contents)
    try coder.code(&since)
    guard coder.isReading else { return }
    try TraceLog.areAlike([ids.count, contents.count, since.count])
    items = ids.indices.map { Item(id: ids[$0], content: contents[$0], since: since[$0]) }
  }

  private mutating func code(batches coder: inout some ColumnCoder) throws {
    var (sources, numbers) = (batches.map { $0.source }, batches.map { $0.number })
    var (epochs, labels) = (batches.map { $0.epoch }, batches.map { $0.label })
    var (tasks, times) = (batches.map { $0.tasks }, batches.map { $0.time })
    try coder.code(&sources)
    try coder.code(&numbers)
    try coder.code(&epochs)
    try coder.code(&labels)
    try coder.code(&tasks)
    try coder.code(&times)
    guard coder.isReading else { return }
    try TraceLog.areAlike([
      sources.count, numbers.count, epochs.count, labels.count, tasks.count, times.count,
    ])
    batches = sources.indices.map { place in
      var batch = Batch(source: sources[place], number: numbers[place])
      (batch.epoch, batch.label) = (epochs[place], labels[place])
      (batch.tasks, batch.time) = (tasks[place], times[place])
      return batch
    }
  }

  private mutating func code(applied coder: inout some ColumnCoder) throws {
    var (batches, proposals) = (applied.map { $0.batch }, applied.map { $0.proposal })
    try coder.code(&batches)
    try coder.code(&proposals)
    guard coder.isReading else { return }
    try TraceLog.areAlike([batches.count, proposals.count])
    applied = zip(batches, proposals).map { Application(batch: $0, proposal: $1) }
  }

  private mutating func code(evals coder: inout some ColumnCoder) throws {
    var (sources, epochs) = (evals.map { $0.source }, evals.map { $0.epoch })
    var (splits, scores) = (evals.map { $0.split }, evals.map { $0.score })
    try coder.code(&sources)
    try coder.code(&epochs)
    try coder.code(&splits)
    try coder.code(&scores)
    guard coder.isReading else { return }
    try TraceLog.areAlike([sources.count, epochs.count, splits.count, scores.count])
    evals = sources.indices.map {
      Evaluation(source: sources[$0], epoch: epochs[$0], split: splits[$0], score: scores[$0])
    }
  }

  private static func areAlike(_ counts: [Int]) throws {
    guard counts.allSatisfy({ $0 == counts.first }) else { throw UnsoundColumns() }
  }
}

extension Proposals {
  fileprivate mutating func code(with coder: inout some ColumnCoder) throws {
    var types = type.map { $0.rawValue }
    try coder.code(&batch)
    try coder.code(&types)
    try coder.code(&anchor)
    try coder.code(&id)
    try coder.code(&content)
    try coder.code(&reason)
    try coder.code(&vectors.dimension)
    try coder.code(&vectors.row)
    try coder.code(&vectors.values)
    guard coder.isReading else { return }
    type = types.compactMap(OperationType.init)
  }
}

extension Labels {
  fileprivate mutating func code(with coder: inout some ColumnCoder) throws {
    try coder.code(&proposal)
    try coder.code(&sameAs)
    try coder.code(&effect)
    try coder.code(&category)
  }
}

extension Calls {
  fileprivate mutating func code(with coder: inout some ColumnCoder) throws {
    try coder.code(&batch)
    try coder.code(&number)
    try coder.code(&baseline)
    try coder.code(&end)
    try coder.code(&proposal)
    try coder.code(&value)
    try coder.code(&place)
  }
}

extension Tasks {
  fileprivate mutating func code(with coder: inout some ColumnCoder) throws {
    try coder.code(&batch)
    try coder.code(&name)
    try coder.code(&outcome)
    try coder.code(&scene)
    try coder.code(&itemEnd)
    try coder.code(&item)
    try coder.code(&arm)
    try held.code(with: &coder)
    try coder.code(&propensity)
    try propensities.code(with: &coder)
    try relevance.code(with: &coder)
  }
}

extension TaskEntries {
  fileprivate mutating func code(with coder: inout some ColumnCoder) throws {
    try coder.code(&end)
    try coder.code(&item)
    try coder.code(&value)
  }
}

extension Votes {
  fileprivate mutating func code(with coder: inout some ColumnCoder) throws {
    try coder.code(&batch)
    try coder.code(&proposal)
    try coder.code(&item)
    try coder.code(&helpful)
    try coder.code(&harmful)
    try coder.code(&voter)
  }
}

extension Compounds {
  fileprivate mutating func code(with coder: inout some ColumnCoder) throws {
    try coder.code(&proposal)
    try coder.code(&end)
    try coder.code(&part)
    try coder.code(&call)
  }
}
