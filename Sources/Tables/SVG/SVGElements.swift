/// The elements a drawing is made of, under construction.
struct SVGElements {
  private(set) var text = ""

  enum Weight: String {
    case plain = ""
    case bold = " font-weight=\"600\""
  }

  enum Anchor: String {
    case start = ""
    case middle = " text-anchor=\"middle\""
    case end = " text-anchor=\"end\""
  }

  mutating func raw(_ element: String) { text += element }

  /// What was cut is there in full for those who point at it.
  mutating func write(
    _ label: SVGText, _ x: Double, _ y: Double, size: Double = textSize, soft: Bool = false,
    _ anchor: Anchor = .start, _ weight: Weight = .plain
  ) {
    if label.shown.isEmpty { return }
    let ink = soft ? " class=\"soft\" fill=\"\(SVGStyle.soft)\"" : ""
    let size = size == textSize ? "" : " font-size=\"\(coordinate(size))\""
    text +=
      "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\"\(size)\(ink)\(anchor.rawValue)\(weight.rawValue)>"
    if let full = label.full { text += "<title>\(XMLText.escaped(full))</title>" }
    text += XMLText.escaped(label.shown) + "</text>\n"
  }

  /// A line of the drawing itself: `rule` or `axis`.
  mutating func rule(_ path: SVGPath, _ name: String, _ colour: String, _ more: String = "") {
    if path.isEmpty { return }
    text += "<path class=\"\(name)\" fill=\"none\" stroke=\"\(colour)\"\(more) d=\"\(path.data)\"/>\n"
  }

  mutating func stroke(_ path: SVGPath, colour: Int, width: Double, _ more: String = "", title: String? = nil)
  {
    if path.isEmpty { return }
    let paint = "class=\"\(SVGStyle.className(colour))\" fill=\"none\" stroke=\"\(SVGStyle.colour(colour))\""
    element("path \(paint) stroke-width=\"\(coordinate(width))\"\(more) d=\"\(path.data)\"", title)
  }

  mutating func fill(_ path: SVGPath, colour: Int, _ more: String = "", title: String? = nil) {
    if path.isEmpty { return }
    let name = "f\(colour % SVGStyle.light.count)"
    element("path class=\"\(name)\" fill=\"\(SVGStyle.colour(colour))\"\(more) d=\"\(path.data)\"", title)
  }

  private mutating func element(_ start: String, _ title: String?) {
    text += title.map { "<\(start)><title>\(XMLText.escaped($0))</title></path>\n" } ?? "<\(start)/>\n"
  }
}

let roundEnds = " stroke-linecap=\"round\" stroke-linejoin=\"round\""

/// How lines of one panel are told apart without colour.
func dashes(_ variant: Int) -> String {
  let patterns = ["", "7 4", "1.5 4", "10 4 2 4"]
  let pattern = patterns[variant % patterns.count]
  return pattern.isEmpty ? roundEnds : roundEnds + " stroke-dasharray=\"\(pattern)\""
}

/// How points of one panel are: round, square, diamonds, crosses; the more, the smaller.
enum SVGShape {
  static func draw(
    _ places: [(x: Double, y: Double)], _ variant: Int, colour: Int, on page: inout SVGElements
  ) {
    var path = SVGPath()
    let size: Double = places.count <= 200 ? 6 : places.count <= 1000 ? 4 : 2.5
    switch variant % 4 {
    case 0, 1:
      for place in places { path.dot(place.x, place.y) }
      let cap = variant % 4 == 0 ? "round" : "square"
      page.stroke(path, colour: colour, width: size, " stroke-linecap=\"\(cap)\"")
    case 2:
      let half = coordinate(size * 0.75)
      let outline = "l\(half) \(half)-\(half) \(half)-\(half)-\(half)Z"
      for place in places { path.shape(place.x, place.y - size * 0.75, outline) }
      page.fill(path, colour: colour)
    default:
      let (half, whole) = (coordinate(size * 0.65), coordinate(size * 1.3))
      let outline = "h\(whole)m-\(half)-\(half)v\(whole)"
      for place in places { path.shape(place.x - size * 0.65, place.y, outline) }
      page.stroke(path, colour: colour, width: size * 0.3)
    }
  }
}

extension Plot.Mark.Symbol {
  var colour: Int {
    switch self {
    case .triangle: 2
    case .cross: 1
    case .ring: 4
    case .openTriangle: 3
    }
  }

  func draw(_ x: Double, _ y: Double, title: String?, on page: inout SVGElements) {
    var path = SVGPath()
    switch self {
    case .triangle: path.shape(x, y - 4.5, "l4.7 8.5h-9.4Z")
    case .openTriangle: path.shape(x, y - 4, "l4.2 7.5h-8.4Z")
    case .cross: path.shape(x - 3.5, y - 3.5, "l7 7m0-7l-7 7")
    case .ring: path.shape(x - 3.8, y, "a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0Z")
    }
    if self == .triangle {
      page.fill(path, colour: colour, title: title)
    } else {
      page.stroke(path, colour: colour, width: 1.6, title: title)
    }
  }
}
