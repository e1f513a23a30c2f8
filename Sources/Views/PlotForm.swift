import Characters
import Tables

/// The forms in which a plot goes to a file.
package enum PlotForm: Equatable {
  case svg
  /// A specification for Vega-Lite, version 5.
  case vegaLite
  /// As a terminal of 80 columns shows it, without colour.
  case text
  /// The numbers behind the picture.
  case numbers(TableForm)

  static let names = ["svg", "vl.json", "txt"] + TableForm.allCases.map(\.rawValue)

  /// `given` goes before the ending of `path`. A `.json` is a specification, and the numbers where these are asked for.
  package init(_ given: String?, for path: String, wantsNumbers: Bool) throws {
    switch given ?? PlotForm.ending(of: path) {
    case "svg": self = .svg
    case "vl.json": self = .vegaLite
    case "json" where !wantsNumbers: self = .vegaLite
    case "txt": self = .text
    case let other:
      guard let form = TableForm(rawValue: other) else {
        throw ViewFault.unknownFormat(path: path, known: PlotForm.names.map { ".\($0)" })
      }
      self = .numbers(form)
    }
  }

  private static func ending(of path: String) -> String {
    path.lowercased().hasSuffix(".vl.json") ? "vl.json" : fileEnding(path)
  }

  package func render(_ plot: Plot, data: Table) -> String {
    switch self {
    case .svg: SVGRenderer().render(plot)
    case .vegaLite: VegaLiteRenderer().render(plot)
    case .text: PlotRenderer(width: 80, measure: { displayWidth(of: $0) }, show: { visible($0) }).render(plot)
    case .numbers(let form): form.render(data)
    }
  }

  package var description: String {
    switch self {
    case .svg: "a picture (SVG)"
    case .vegaLite: "a specification (Vega-Lite)"
    case .text: "a picture in text"
    case .numbers(let form): "the numbers (\(form.rawValue))"
    }
  }
}
