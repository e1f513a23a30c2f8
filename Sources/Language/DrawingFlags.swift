/// What every command that draws can do with its picture.
package let drawingFlags: [Flag] = [
  Flag("data", nil, "the numbers as a table instead of the picture"),
  Flag("to", .newFile, "a file: .svg, .vl.json, .txt for the picture, .csv for numbers"),
  Flag(
    "as", .choice(["svg", "vl.json", "txt", "csv", "json"]), "its form, where the ending does not say it"),
]
