/// Who does the parts of a piece of work, side by side or one after another. The rooms know no threads, and
/// nothing they answer depends on how many parts there are.
public struct Workers: Sendable {
  public let count: Int
  /// How wide instructions may be, as kernels in C count it: more than a processor has is as much as it has.
  package let width: Int32
  private let prepare: @Sendable (UnsafeRawBufferPointer) -> Void
  private let run: @Sendable (_ part: @escaping @Sendable (Int) -> Void) -> Void

  /// `run` calls its part once with each number below `count`, and waits for all. `prepare` is told of large
  /// memory that is about to be filled, so that it may ask the system for large pages.
  public init(
    count: Int, prepare: @escaping @Sendable (UnsafeRawBufferPointer) -> Void,
    run: @escaping @Sendable (_ part: @escaping @Sendable (Int) -> Void) -> Void
  ) {
    self.init(count: count, width: .max, prepare: prepare, run: run)
  }

  package init(
    count: Int, width: Int32, prepare: @escaping @Sendable (UnsafeRawBufferPointer) -> Void,
    run: @escaping @Sendable (_ part: @escaping @Sendable (Int) -> Void) -> Void
  ) {
    self.count = count
    self.width = width
    self.prepare = prepare
    self.run = run
  }

  /// Everything on the thread that asks.
  public static let one = Workers(count: 1, prepare: { _ in }, run: { $0(0) })

  /// One of these.
  package var alone: Workers { Workers(count: 1, width: width, prepare: prepare, run: { $0(0) }) }

  /// What `make` gives for each part.
  package func map<Part: Sendable>(_ make: @escaping @Sendable (Int) -> Part) -> [Part] {
    [Part](unsafeUninitializedCapacity: count) { places, made in
      // Safe: each part writes its own place and no other, once, and all are read when all are done.
      nonisolated(unsafe) let places = places
      run { number in places.initializeElement(at: number, to: make(number)) }
      made = count
    }
  }

  /// What `make` gives for each of the range, in order.
  package func mapping<Element: Sendable>(
    _ range: Range<Int>, _ make: @escaping @Sendable (Int) -> Element
  ) -> [Element] {
    let parts = map { part in
      let share = share(part, of: range.count)
      return (share.lowerBound + range.lowerBound..<share.upperBound + range.lowerBound).map(make)
    }
    return parts.count == 1 ? parts[0] : parts.flatMap { $0 }
  }

  /// Runs `work` for each part.
  package func forEach(_ work: @escaping @Sendable (Int) -> Void) { run(work) }

  package func willFill<Element>(_ memory: UnsafeMutableBufferPointer<Element>) {
    prepare(UnsafeRawBufferPointer(memory))
  }

  /// `count` things, divided among the parts as evenly as may be.
  package func share(_ part: Int, of total: Int) -> Range<Int> {
    (total * part / count)..<(total * (part + 1) / count)
  }
}
