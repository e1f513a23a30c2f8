/// A number as it stands in a legend or a tooltip: about three digits, no zeros at the end.
func shortNumber(_ value: Double) -> String {
  let size = value.magnitude
  if value == 0 || !value.isFinite { return value == 0 ? "0" : value.description }
  if size >= 1e-3, size < 1e7 {
    let places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 5
    return withoutZeros(fixed(value, places: places))
  }
  let parts = value.description.split(separator: "e")
  guard parts.count == 2, let digits = Double(parts[0]) else { return fixed(value, places: 0) }
  return withoutZeros(fixed(digits, places: 2)) + "e" + parts[1]
}

private func withoutZeros(_ text: String) -> String {
  guard text.contains(".") else { return text }
  let kept = text.reversed().drop { $0 == "0" }
  return String(String(kept.first == "." ? kept.dropFirst() : kept).reversed())
}
