import Basics
import TraceLogs

/// As what a symbol may be used, because an item of its name is known.
struct AnchorUses: OptionSet {
  let rawValue: UInt8

  static let modify = AnchorUses(rawValue: 1)
  static let add = AnchorUses(rawValue: 2)
}

/// Shared texts, and whether an anchor leads anywhere.
extension Merger {
  /// The position in the log of a symbol of the block. Symbols stand in the order of their first use.
  @inline(__always)
  mutating func symbol(_ local: Int32, _ symbols: borrowing LocalSymbols) -> Int32 {
    let known = knownSymbol(local, symbols)
    return known >= 0 ? known : appendSymbol(local, symbols)
  }

  /// -1 if the log does not have it yet.
  @inline(__always)
  private mutating func knownSymbol(_ local: Int32, _ symbols: borrowing LocalSymbols) -> Int32 {
    let known = symbolPositions[Int(local)]
    return known >= 0 ? known : findSymbol(local, symbols)
  }

  private mutating func findSymbol(_ local: Int32, _ symbols: borrowing LocalSymbols) -> Int32 {
    let hash = symbols.hashes[Int(local)]
    let position = symbols.texts.withText(Int(local)) { symbolIndex.find($0, hash, in: log.symbols) }
    symbolPositions[Int(local)] = position
    return position
  }

  private mutating func appendSymbol(_ local: Int32, _ symbols: borrowing LocalSymbols) -> Int32 {
    let position = Int32(truncatingIfNeeded: log.symbols.count)
    symbols.texts.withText(Int(local)) { log.symbols.append($0) }
    symbolIndex.insert(position, symbols.hashes[Int(local)])
    anchorUses.append([])
    symbolPositions[Int(local)] = position
    return position
  }

  /// The symbol of an anchor. Once an item is known it stays known, so each symbol is looked up once.
  @inline(__always)
  mutating func anchor(
    _ local: Int32, of type: OperationType, _ symbols: borrowing LocalSymbols
  ) throws(RecordFault) -> Int32 {
    let use: AnchorUses = type == .add ? .add : .modify
    let known = knownSymbol(local, symbols)
    if known >= 0 && anchorUses[Int(known)].contains(use) { return known }
    guard symbols.texts.withText(Int(local), { leadsSomewhere($0, type) }) else {
      throw RecordFault(.field(.anchor), type == .add ? Expected.place : Expected.knownItem)
    }
    let position = symbol(local, symbols)
    anchorUses[Int(position)].insert(use)
    return position
  }

  private func leadsSomewhere(_ anchor: UnsafeRawBufferPointer, _ type: OperationType) -> Bool {
    if type == .modify { return isItem(anchor) }
    if anchor.elementsEqual("head".utf8) || anchor.elementsEqual("tail".utf8) { return true }
    let prefix = "after:".utf8
    return anchor.starts(with: prefix)
      && isItem(UnsafeRawBufferPointer(rebasing: anchor[prefix.count...]))
  }

  /// The position of a text that no record of the block spells.
  mutating func symbol(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)  // lent for the call
      let hash = hash(bytes)
      let known = symbolIndex.find(bytes, hash, in: log.symbols)
      if known >= 0 { return known }
      let position = Int32(truncatingIfNeeded: log.symbols.count)
      log.symbols.append(bytes)
      symbolIndex.insert(position, hash)
      anchorUses.append([])
      return position
    }
  }

  /// An item, or an addition that becomes one under its own id when it is applied.
  func isItem(_ id: UnsafeRawBufferPointer) -> Bool {
    let hash = hash(id)
    if itemIndex.find(id, hash, in: itemIDs) >= 0 { return true }
    let proposal = proposalIndex.find(id, hash, in: log.proposals.id)
    return proposal >= 0 && log.proposals.type[Int(proposal)] == .add
  }
}
