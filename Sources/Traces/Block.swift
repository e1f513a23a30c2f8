import Files

/// A block of the log on its way from the file to the log: the text and its records.
typealias LogBlock = TextBlock<BlockRecords>

extension LogBlock {
  var text: BlockText {
    // Safe: the block owns these bytes, and whoever asks for the text holds the block.
    BlockText(bytes: bytes + lines.lowerBound, count: lines.count, isLast: isLast)
  }
}
