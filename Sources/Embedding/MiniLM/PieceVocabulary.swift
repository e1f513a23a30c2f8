/// The pieces that words are made of, with their numbers: a hash table over bytes, so that pieces which Unicode
/// holds for equal stay apart.
struct PieceVocabulary: Sendable {
  private var bytes: [UInt8] = []
  /// Where each piece ends in `bytes`.
  private var ends: [Int32] = [0]
  /// Whether a piece goes on with a word (`##ing`) or begins one.
  private var goesOn: [Bool] = []
  /// Numbers of pieces, by hash, with open addressing; -1 is free.
  private var slots: [Int32]
  let longest: Int

  var count: Int { goesOn.count }

  /// One piece a line, the first with number 0. Of equal pieces the last counts.
  init(lines: [UInt8]) {
    let pieces = lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let whole = lines.last == UInt8(ascii: "\n") ? pieces.dropLast() : pieces[...]
    for piece in whole {
      let isTail = piece.count > 2 && piece.starts(with: "##".utf8)
      bytes += isTail ? piece.dropFirst(2) : piece
      ends.append(Int32(bytes.count))
      goesOn.append(isTail)
    }
    longest = zip(ends, ends.dropFirst()).map { Int($1 - $0) }.max() ?? 0
    slots = Array(repeating: -1, count: PieceVocabulary.slotCount(for: goesOn.count))
    for number in goesOn.indices { insert(number) }
  }

  /// The number of the piece, or nil.
  func number(of piece: ArraySlice<UInt8>, goesOn: Bool) -> Int32? {
    number(
      of: piece, hash: piece.reduce(PieceVocabulary.seed(goesOn), PieceVocabulary.extended), goesOn: goesOn)
  }

  /// The longest piece at the beginning of `word`, and how many bytes it has. Hashes of all beginnings are made
  /// in one pass. Complexity: O(bytes of the word) on average.
  func longestPiece(of word: ArraySlice<UInt8>, goesOn: Bool) -> (number: Int32, length: Int)? {
    var hashes: [UInt32] = []
    var hash = PieceVocabulary.seed(goesOn)
    for byte in word.prefix(longest) {
      hash = PieceVocabulary.extended(hash, byte)
      hashes.append(hash)
    }
    for (index, hash) in hashes.enumerated().reversed() {
      if let found = number(of: word.prefix(index + 1), hash: hash, goesOn: goesOn) {
        return (found, index + 1)
      }
    }
    return nil
  }

  private func number(of piece: ArraySlice<UInt8>, hash: UInt32, goesOn: Bool) -> Int32? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if matches(Int(slots[slot]), piece, goesOn) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func insert(_ number: Int) {
    let piece = self.bytes(of: number)
    var slot =
      Int(piece.reduce(PieceVocabulary.seed(goesOn[number]), PieceVocabulary.extended)) & (slots.count - 1)
    while slots[slot] >= 0, !matches(Int(slots[slot]), piece, goesOn[number]) {
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(number)
  }

  private func matches(_ number: Int, _ piece: ArraySlice<UInt8>, _ goesOn: Bool) -> Bool {
    self.goesOn[number] == goesOn && bytes(of: number).elementsEqual(piece)
  }

  private func bytes(of number: Int) -> ArraySlice<UInt8> { bytes[Int(ends[number])..<Int(ends[number + 1])] }

  /// At most half of the slots are taken.
  private static func slotCount(for count: Int) -> Int {
    var slots = 16
    while slots < 2 * count { slots *= 2 }
    return slots
  }

  private static func seed(_ goesOn: Bool) -> UInt32 { goesOn ? 0x811c_9dc5 ^ 1 : 0x811c_9dc5 }
  /// FNV-1a.
  private static func extended(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }
}
