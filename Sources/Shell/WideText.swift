import CEditline

/// Text in the C library's wide characters, ended by a zero, at an address that stays the same for as long
/// as the object lives: libedit keeps pointers to what it is given.
final class WideText {
  /// Safe: ended by a zero, never moved, freed when the object is.
  let start: UnsafeMutablePointer<wchar_t>

  init(_ text: String) {
    let scalars = text.unicodeScalars
    // Room for every scalar and the zero; both are written before anyone can read.
    start = .allocate(capacity: scalars.count + 1)
    var end = start
    for scalar in scalars where scalar.value != 0 {
      end.initialize(to: wchar_t(scalar.value))
      end += 1
    }
    end.initialize(to: 0)
  }

  // wchar_t is a trivial type: there is nothing to deinitialise before the memory goes.
  deinit { start.deallocate() }
}

extension String {
  /// The text that `count` wide characters spell; what is no character is left out.
  init(wide start: UnsafePointer<wchar_t>, count: Int) {
    var scalars = String.UnicodeScalarView()
    // The caller vouches for `count` characters at `start`.
    for character in UnsafeBufferPointer(start: start, count: Swift.max(0, count)) {
      guard let scalar = Unicode.Scalar(UInt32(bitPattern: character)), scalar.value != 0 else { continue }
      scalars.append(scalar)
    }
    self.init(scalars)
  }
}
