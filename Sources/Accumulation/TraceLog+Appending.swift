extension TraceLog {
  public func appending(_ other: TraceLog) throws -> (log: TraceLog, differingItems: [String]) { (other, []) }
}
