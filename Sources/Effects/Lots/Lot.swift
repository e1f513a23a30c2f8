/// Whether a task has an item: a function of names alone, which any program can say again. `docs/experiments.md` has it
/// with vectors, and so has the Python package.
public enum Lot {
  /// The first eight bytes of SHA-256 over the seed in decimal digits, a zero byte, the task's name, a zero byte and the
  /// item's id, as a whole number.
  public static func number(seed: Int, task: some Collection<UInt8>, item: some Collection<UInt8>) -> UInt64 {
    var hash = SHA256()
    hash.add("\(seed)".utf8)
    hash.add(0)
    hash.add(task)
    hash.add(0)
    hash.add(item)
    return hash.firstWord()
  }

  public static func number(seed: Int, task: String, item: String) -> UInt64 {
    number(seed: seed, task: task.utf8, item: item.utf8)
  }

  /// Whether the number, divided by 2^64, lies below the rate.
  public static func includes(_ number: UInt64, rate: Double) -> Bool {
    guard rate < 1 else { return true }
    guard rate > 0 else { return false }
    // Scaling by a power of two is exact, and no whole number lies between a bound and the bound rounded up.
    let bound = (rate * 0x1p64).rounded(.up)
    return bound >= 0x1p64 || number < UInt64(bound)
  }

  public static func includes(seed: Int, task: String, item: String, rate: Double) -> Bool {
    includes(number(seed: seed, task: task, item: item), rate: rate)
  }
}

/// SHA-256 of a text, in hexadecimal digits.
package func hexadecimalDigest(of text: String) -> String {
  var hash = SHA256()
  hash.add(text.utf8)
  return hash.hexadecimal()
}
