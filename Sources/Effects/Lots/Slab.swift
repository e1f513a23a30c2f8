/// Memory that has one owner. What an array asks at every write, whether somebody else has it too, takes longer than adding up
/// a lot.
///
/// Safe although unchecked by an array: places are checked, elements are plain bytes that nothing has to be told of, and the memory
/// lives as long as its only owner.
struct Slab<Element: BitwiseCopyable>: ~Copyable {
  private var memory: UnsafeMutableBufferPointer<Element>

  init(repeating element: Element, count: Int) {
    memory = .allocate(capacity: count)
    memory.initialize(repeating: element)
  }

  deinit { memory.deallocate() }

  var count: Int { memory.count }

  @inline(__always)
  subscript(place: Int) -> Element {
    get {
      precondition(place >= 0 && place < memory.count)
      return memory[place]
    }
    set {
      precondition(place >= 0 && place < memory.count)
      memory[place] = newValue
    }
    _modify {
      precondition(place >= 0 && place < memory.count)
      yield &memory[place]
    }
  }

  /// Makes room for twice as many; the new ones are all `element`.
  mutating func double(with element: Element) {
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(64, 2 * memory.count))
    larger.initialize(repeating: element)
    for place in memory.indices { larger[place] = memory[place] }
    memory.deallocate()
    memory = larger
  }
}
