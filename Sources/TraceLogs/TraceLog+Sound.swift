import Basics

extension TraceLog {
  /// Whether every place that a column names is there, so that whoever goes by it finds something: what reading a file in
  /// the format of logs makes sure of. Complexity: O(size of the log), without its texts.
  package var isSound: Bool {
    batches.allSatisfy { isPlace($0.source, in: sources.count) }
      && evals.allSatisfy { isPlace($0.source, in: sources.count) }
      && applied.allSatisfy {
        isPlace($0.batch, in: batches.count) && isPlace($0.proposal, in: proposals.count)
      } && hasSoundProposals && hasSoundCalls && hasSoundTasks && hasSoundCompounds && hasSoundVotes
      && hasSoundLabels
  }

  private var hasSoundProposals: Bool {
    let (count, vectors) = (proposals.count, proposals.vectors)
    return proposals.type.count == count && proposals.anchor.count == count && proposals.id.count == count
      && proposals.content.count == count && proposals.reason.count == count
      && arePlaces(proposals.batch, in: batches.count) && arePlaces(proposals.anchor, in: symbols.count)
      && (vectors.row.isEmpty || vectors.row.count == count) && vectors.dimension >= 0
      && (vectors.dimension == 0
        ? vectors.values.isEmpty && vectors.row.isEmpty
        : vectors.values.count.isMultiple(of: vectors.dimension)
          && arePlaces(vectors.row, in: vectors.values.count / vectors.dimension, orNone: true))
  }

  private var hasSoundCalls: Bool {
    calls.number.count == calls.count && calls.baseline.count == calls.count
      && areEnds(calls.end, of: calls.proposal.count, count: calls.count)
      && calls.value.count == calls.proposal.count && calls.place.count <= calls.count
      && arePlaces(calls.batch, in: batches.count) && arePlaces(calls.proposal, in: proposals.count)
  }

  private var hasSoundTasks: Bool {
    let count = tasks.count
    return tasks.name.count == count && tasks.outcome.count == count && tasks.scene.count == count
      && areEnds(tasks.itemEnd, of: tasks.item.count, count: count)
      && (tasks.arm.isEmpty || tasks.arm.count == count)
      && (tasks.propensity.isEmpty || tasks.propensity.count == count)
      && arePlaces(tasks.batch, in: batches.count) && arePlaces(tasks.item, in: symbols.count)
      && arePlaces(tasks.scene, in: symbols.count, orNone: true)
      && arePlaces(tasks.arm, in: symbols.count, orNone: true)
      && isSound(tasks.held, hasNumbers: false) && isSound(tasks.propensities, hasNumbers: true)
      && isSound(tasks.relevance, hasNumbers: true)
  }

  private func isSound(_ entries: TaskEntries, hasNumbers: Bool) -> Bool {
    (entries.isEmpty
      ? entries.item.isEmpty : areEnds(entries.end, of: entries.item.count, count: tasks.count))
      && entries.value.count == (hasNumbers ? entries.item.count : 0)
      && arePlaces(entries.item, in: symbols.count)
  }

  private var hasSoundCompounds: Bool {
    isSound(merges, partsIn: symbols.count) && isSound(bundles, partsIn: proposals.count)
  }

  private func isSound(_ compounds: Compounds, partsIn count: Int) -> Bool {
    arePlaces(compounds.proposal, in: proposals.count)
      && zip(compounds.proposal, compounds.proposal.dropFirst()).allSatisfy { $0 < $1 }
      && areEnds(compounds.end, of: compounds.part.count, count: compounds.count)
      && arePlaces(compounds.part, in: count)
      && (compounds.call.isEmpty || compounds.call.count == compounds.count)
      && arePlaces(compounds.call, in: calls.count)
  }

  private var hasSoundLabels: Bool {
    arePlaces(labels.proposal, in: proposals.count)
      && [labels.sameAs.count, labels.effect.count, labels.category.count].allSatisfy { $0 == labels.count }
  }

  private var hasSoundVotes: Bool {
    let columns = [votes.proposal, votes.item, votes.helpful, votes.harmful, votes.voter]
    return columns.allSatisfy { $0.count == votes.count } && arePlaces(votes.batch, in: batches.count)
      && arePlaces(votes.proposal, in: proposals.count, orNone: true)
      && arePlaces(votes.item, in: symbols.count, orNone: true)
      && arePlaces(votes.voter, in: symbols.count, orNone: true)
  }
}

private func isPlace(_ place: Int32, in count: Int) -> Bool { place >= 0 && place < count }

private func arePlaces(_ places: [Int32], in count: Int, orNone: Bool = false) -> Bool {
  let lowest: Int32 = orNone ? -1 : 0
  return places.allSatisfy { $0 >= lowest && $0 < count }
}

private func areEnds(_ ends: [Int], of total: Int, count: Int) -> Bool {
  guard ends.count == count else { return false }
  var before = 0
  for end in ends {
    guard end >= before else { return false }
    before = end
  }
  return before == total
}
