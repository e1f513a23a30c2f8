@main
struct Maa {
  static func main() {}
}
