import Characters
import Tables

/// A table or a plot in each of the forms in which Jupyter may show it, by media type.
package struct MediaBundle {
  package enum Content {
    case text(String)
    /// JSON itself, such as a Vega-Lite specification.
    case json(String)
  }

  package let forms: [(type: String, content: Content)]

  init(_ table: ReportTable) {
    let notes = table.notes.map { "<p>\(HTMLText.escaped(visible($0)))</p>\n" }.joined()
    var plain = table.table
    plain.footer = table.notes.isEmpty ? nil : table.notes.joined(separator: "\n")
    forms = [
      ("text/html", .text(HTMLRenderer(alignment: .inline, show: visible).render(table.table) + notes)),
      ("text/plain", .text(ReportText.table(plain))),
    ]
  }

  /// The first `most` rows; what is left out is counted below them.
  package init(_ table: Table, most: Int) { self.init(ReportTable(table, most: most)) }

  package init(_ plot: Plot) {
    forms = [
      ("application/vnd.vegalite.v5+json", .json(VegaLiteRenderer().render(plot))),
      ("image/svg+xml", .text(SVGRenderer().render(plot))),
      ("text/plain", .text(ReportText.plot(plot))),
    ]
  }

  /// What a statement said, each line made harmless.
  package init(text: String) { forms = [("text/plain", .text(ReportText.lines(text)))] }
}
