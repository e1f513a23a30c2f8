public struct VegaLiteRenderer { public init() {}; public func render(_ plot: Plot) -> String { "" } }
public struct LaTeXRenderer { public init() {}; public func render(_ table: Table) -> String { "" } }
