/// A text compared byte by byte. Strings are equal when they look the same; ids are not.
package struct ByteText: Hashable, Sendable {
  let text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: ByteText, right: ByteText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }  // lent for the call
  }
}
