import Glibc

/// Asks the system to back the memory of a large array with pages of two megabytes.
///
/// Worth it for memory that is about to be filled, or read here and there: a fault for each four kilobytes
/// took a tenth of the time of loading a log. Only a hint; where the system does not take it, nothing changes.
package func preferLargePages<Element>(_ array: [Element]) {
  // Safe: an array owns its capacity, and advice on pages reads nothing.
  array.withUnsafeBytes { bytes in
    preferLargePages(
      UnsafeRawBufferPointer(start: bytes.baseAddress, count: array.capacity * MemoryLayout<Element>.stride))
  }
}

/// The same for memory that is not an array's yet.
package func preferLargePages(_ memory: UnsafeRawBufferPointer) {
  let pageSize = 4096
  guard let base = memory.baseAddress else { return }
  // All pages that the memory touches, so that large pages may reach over the border between neighbours.
  // The advice changes no content, so it does no harm where a page is not wholly this memory's.
  let start = Int(bitPattern: base) & ~(pageSize - 1)
  let end = Int(bitPattern: base) + memory.count
  guard end - start >= 256 << 10 else { return }
  madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
}
