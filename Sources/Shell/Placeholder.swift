package enum Shell {
  package static func run(file: String?, options: SessionOptions, readsInit: Bool) throws -> Int32 { 0 }
}
import Notebook
