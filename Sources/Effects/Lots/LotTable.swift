import Basics

/// Lots of all items of a log, for versions that share what they have in common. Only items that were drawn take room.
struct LotTable: Sendable {
  /// By symbol, which row the item has, or -1.
  private var rows: SharedColumn<Int32> = []
  /// `row * LotBounds.count + step`: where the sums stand, or -1.
  private var places: SharedColumn<Int32> = []
  private var sums: SharedColumn<LotSums> = []

  mutating func grow(symbols: Int) {
    while rows.count < symbols { rows.append(-1) }
  }

  /// `key` is `item * LotBounds.count + step`.
  mutating func add(_ more: LotSums, key: Int) {
    let (item, step) = (key / LotBounds.count, key % LotBounds.count)
    if rows[item] < 0 {
      rows[item] = Int32(truncatingIfNeeded: places.count / LotBounds.count)
      places.append(contentsOf: repeatElement(-1, count: LotBounds.count))
    }
    let place = Int(rows[item]) * LotBounds.count + step
    if places[place] < 0 {
      places[place] = Int32(truncatingIfNeeded: sums.count)
      sums.append(LotSums())
    }
    sums[Int(places[place])] += more
  }

  func has(_ item: Int) -> Bool { rows[item] >= 0 }

  /// By step of their bound; empty where no lot was drawn for the item.
  func lots(of item: Int) -> [LotSums] {
    guard has(item) else { return [] }
    let start = Int(rows[item]) * LotBounds.count
    return (start..<start + LotBounds.count).map { places[$0] < 0 ? LotSums() : sums[Int(places[$0])] }
  }

  mutating func share() {
    rows.share()
    places.share()
    sums.share()
  }
}
