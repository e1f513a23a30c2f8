import Answers
import Files
import Language
import Studies
import Views

extension Turn {
  /// The answer as `--data`, `--to` and `--as` want it: shown, or written to a file.
  func drawn(_ answer: Answer, _ call: Call) throws -> Answer {
    guard call.manual.draws else { return answer }
    if let path = call["to"], call.trailingBatch == nil { return try written(answer, to: path, call) }
    if call.has("as") { return try written(answer, to: TableFile.answer, call) }
    return call.has("data") ? answer.asNumbers : answer
  }

  private func written(_ answer: Answer, to path: String, _ call: Call) throws -> Answer {
    let form = try PlotForm(call["as"], for: path, wantsNumbers: call.has("data"))
    guard let place = answer.blocks.firstIndex(where: \.isPlot),
      case .plot(let plot, let data) = answer.blocks[place]
    else { throw SessionFault.nothingDrawn(path: path, why: answer.blocks.compactMap(\.line)) }
    let text = form.render(plot, data: data)
    if path == TableFile.answer { return Answer([.text(text)]) }
    try study.refuseToReplaceInput(path)
    try makeParentFolder(of: path)
    try writeAtomically(Array(text.utf8), to: path)
    var blocks = answer.blocks
    let numbers = answer.shows(data) ? [] : [Answer.Block.data(data)]
    blocks.replaceSubrange(place...place, with: [.said("\(path)   \(form.description)")] + numbers)
    return Answer(blocks)
  }
}

extension Answer {
  /// Numbers instead of pictures; those that stand above the picture already are not shown twice.
  fileprivate var asNumbers: Answer {
    Answer(
      blocks.compactMap { block in
        if case .plot(_, let data) = block, shows(data) { return nil }
        return block.asNumbers
      })
  }
}

extension Answer.Block {
  fileprivate var isPlot: Bool { if case .plot = self { true } else { false } }

  fileprivate var line: String? { if case .said(let line) = self { line } else { nil } }

  fileprivate var asNumbers: Answer.Block {
    switch self {
    case .plot(_, let data), .data(let data): .table(data)
    default: self
    }
  }
}

extension Call {
  /// `--to 12`: in a trajectory a number is the last batch, not a file.
  package var trailingBatch: String? {
    guard manual.verb == "trajectory" || words.first == "trajectory" else { return nil }
    return self["to"].flatMap { Int($0) == nil ? nil : $0 }
  }
}
