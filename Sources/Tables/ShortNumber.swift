/// A number as it stands in a legend or a tooltip: about three digits, no zeros at the end.
func shortNumber(_ value: Double) -> String {
  let size = value.magnitude
  guard value.isFinite, size < 1e7, size >= 1e-3 || size == 0 else {
    return value == 0 ? "0" : value.description
  }
  let places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 5
  var text = fixed(value, places: places)[...]
  if text.contains(".") {
    while text.hasSuffix("0") { text = text.dropLast() }
    if text.hasSuffix(".") { text = text.dropLast() }
  }
  return String(text)
}
