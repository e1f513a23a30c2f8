/// A line or the edge of a band as places on a drawing; nil is a gap.
struct SVGCourse {
  typealias Place = (x: Double, y: Double)

  private(set) var places: [Place?] = []

  /// Beyond so many, what one pixel holds is drawn once.
  static let mostPlaces = 5000

  init(_ places: [Place?]) {
    self.places = places.count > SVGCourse.mostPlaces ? SVGCourse.thinned(places) : places
  }

  /// Of the places of a line that follow each other in one column of pixels the first, the lowest, the highest and
  /// the last: what is drawn over the column is the same.
  private static func thinned(_ places: [Place?]) -> [Place?] {
    var kept: [Place?] = []
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, column(places[end]) == column(places[start]) { end += 1 }
      kept += extremes(places[start..<end])
      start = end
    }
    return kept
  }

  private static func column(_ place: Place?) -> Int? { place.map { Int($0.x) } }

  private static func extremes(_ run: ArraySlice<Place?>) -> [Place?] {
    guard run.count > 4 else { return Array(run) }
    let heights = run.indices.map { (index: $0, y: run[$0]?.y ?? 0) }
    let low = heights.min { $0.y < $1.y }?.index ?? run.startIndex
    let high = heights.max { $0.y < $1.y }?.index ?? run.startIndex
    if run[run.startIndex] == nil { return [nil] }
    return Set([run.startIndex, low, high, run.endIndex - 1]).sorted().map { run[$0] }
  }

  var path: SVGPath {
    var path = SVGPath()
    var isOpen = false
    for (index, place) in places.enumerated() {
      guard let place else {
        isOpen = false
        continue
      }
      let isLast = index + 1 == places.count || places[index + 1] == nil
      if isOpen {
        path.line(place.x, place.y)
      } else if isLast {
        path.dot(place.x, place.y)
      } else {
        path.move(place.x, place.y)
      }
      isOpen = true
    }
    return path
  }

  /// Points that would lie on one another are drawn once, where there are very many.
  static func spread(_ places: [Place]) -> [Place] {
    guard places.count > mostPlaces else { return places }
    var seen: Set<Int> = []
    return places.filter { seen.insert(Int($0.x / 2) << 24 | Int($0.y / 2)).inserted }
  }
}

/// The area between two courses.
struct SVGBand {
  private typealias Span = (x: Double, top: Double, bottom: Double)
  private var spans: [Span?] = []

  init(_ points: [Plot.Point], _ frame: SVGFrame) {
    for piece in frame.extent.spans(points) {
      if !spans.isEmpty { spans.append(nil) }
      spans += piece.map { (frame.edge($0.x), frame.level($0.high), frame.level($0.low)) }
    }
    if spans.count > SVGCourse.mostPlaces { spans = SVGBand.thinned(spans) }
  }

  /// One span for each column of pixels, as high as all of them.
  private static func thinned(_ spans: [Span?]) -> [Span?] {
    var kept: [Span?] = []
    for span in spans {
      guard let span, let last = kept.last ?? nil, Int(last.x) == Int(span.x) else {
        let isInGap = kept.last.map { $0 == nil } ?? true
        if span != nil || !isInGap { kept.append(span) }
        continue
      }
      kept[kept.count - 1] = (last.x, min(last.top, span.top), max(last.bottom, span.bottom))
    }
    return kept
  }

  var path: SVGPath {
    var path = SVGPath()
    for run in spans.split(whereSeparator: { $0 == nil }).map({ $0.compactMap(\.self) }) {
      if run.count == 1 {
        path.rectangle(run[0].x - 1.5, run[0].top, 3, run[0].bottom - run[0].top)
        continue
      }
      path.move(run[0].x, run[0].top)
      for span in run.dropFirst() { path.line(span.x, span.top) }
      for span in run.reversed() { path.line(span.x, span.bottom) }
      path.close()
    }
    return path
  }
}
