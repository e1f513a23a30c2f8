/// What a plot looks like, in light and in dark. A page around it sets the colours by `--maa-…`.
enum SVGStyle {
  /// Colours that most people tell apart, colour-blind or not, after Okabe and Ito (2008), on white and on black.
  static let light = ["#0072b2", "#c44e00", "#00845f", "#a8457f", "#8a6d00", "#3f7fb5"]
  private static let dark = ["#56b4e9", "#f08a3c", "#2fc49a", "#e08fbf", "#e8c547", "#9ecbf0"]

  static let ink = "#1f2328"
  static let soft = "#59636e"
  static let rule = "#e1e4e8"
  static let axis = "#8c959f"
  static let paper = "#ffffff"
  /// Towards the low and the high end of cells.
  static let low = "#b84700"
  static let high = "#0067a3"

  static func colour(_ index: Int) -> String { light[index % light.count] }
  static func className(_ index: Int) -> String { "c\(index % light.count)" }

  /// Everything has a plain attribute beside it, for programs that know no variables.
  static let sheet: String = {
    let plain = [ink, soft, rule, axis, paper, low, high] + light
    let night = ["#e6e8eb", "#9aa4af", "#30363d", "#6e7781", "#15181c", "#f08a3c", "#56b4e9"] + dark
    return "@supports(color:var(--v)){" + ".maa-plot{\(variables(plain))}"
      + "@media screen and (prefers-color-scheme:dark){.maa-plot{\(variables(night))}}" + rules + "}"
      + ".maa-plot{font-variant-numeric:tabular-nums;direction:ltr;-webkit-print-color-adjust:exact;"
      + "print-color-adjust:exact}"
  }()

  private static let names =
    ["ink", "soft", "rule", "axis", "paper", "low", "high"] + light.indices.map { "c\($0)" }

  private static func variables(_ colours: [String]) -> String {
    zip(names, colours).map { "--p-\($0):var(--maa-\($0),\($1))" }.joined(separator: ";")
  }

  /// Lines and areas have the class of their colour on a group; `f` fills, what has none only draws.
  private static let rules: String = {
    let fills = ["ink", "soft", "paper", "low", "high"].map { ".maa-plot .\($0){fill:var(--p-\($0))}" }
    let strokes = ["rule", "axis"].map { ".maa-plot .\($0){stroke:var(--p-\($0))}" }
    let series = light.indices.map { index in
      ".maa-plot .c\(index){stroke:var(--p-c\(index))}.maa-plot .f\(index){fill:var(--p-c\(index))}"
    }
    return (fills + strokes + series).joined() + ".maa-plot .cut{stroke:var(--p-paper)}"
  }()
}
