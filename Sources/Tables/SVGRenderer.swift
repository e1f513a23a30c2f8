public struct SVGRenderer: Sendable {
  public init() {}
  public func render(_ plot: Plot) -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"></svg>"
  }
}
