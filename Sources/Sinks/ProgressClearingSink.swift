import Answers
import Sessions

/// Takes the progress bar off the screen before anything else is written, and times each statement anew.
package final class ProgressClearingSink: Sink {
  private let sink: any Sink
  private let progress: Progress

  package init(_ sink: any Sink, _ progress: Progress) {
    self.sink = sink
    self.progress = progress
  }

  package var isBroken: Bool { sink.isBroken }

  package func show(_ outcome: Outcome) {
    clear()
    sink.show(outcome)
  }

  package func show(_ page: DeskPage) {
    clear()
    sink.show(page)
  }

  package func fail(_ complaint: Complaint, number: Int?, statement: String) {
    clear()
    sink.fail(complaint, number: number, statement: statement)
  }

  package func warn(_ text: String) {
    clear()
    sink.warn(text)
  }

  package func begin(file: String) {
    clear()
    sink.begin(file: file)
  }

  private func clear() {
    progress.clear()
    progress.reset()
  }
}
