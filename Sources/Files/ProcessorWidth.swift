/// How wide the instructions may be that kernels use, where `MAA_WIDTH` says less than the processor has: to see that every
/// width gives the same answer.
package enum ProcessorWidth: String, Sendable, CaseIterable {
  case portable, avx2, avx512

  package static let most = Environment["MAA_WIDTH"].flatMap { ProcessorWidth(rawValue: $0) } ?? .avx512

  /// Levels of kernels count these from 0.
  package var level: Int32 { Int32(ProcessorWidth.allCases.firstIndex(of: self) ?? 0) }
}
