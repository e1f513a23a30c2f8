import Language
import Studies

/// What the tables depend on: the study, but for what no table tells of. Whatever a study comes to hold counts.
package struct TablesKey: Equatable {
  private let study: Study

  package init(_ study: Study) {
    var study = study
    (study.parameters, study.noteCount, study.inputs) = (Parameters(), 0, [])
    study.hasOtherInputs = false
    self.study = study
  }
}
