/// Runs as an array job of Slurm (https://slurm.schedmd.com/job_array.html): a task for each run, and a job after them that
/// gathers what they gave. Each task is a `maa run` of the same command line with `--only`, so that a task tried again goes on
/// where it stopped.
package struct SlurmJob {
  private let folder: String
  private let program: String
  private let workingFolder: String
  /// The command line of all runs, without where they go.
  private let arguments: [String]
  private let count: Int

  package init(_ folder: String, program: String, workingFolder: String, arguments: [String], count: Int) {
    (self.folder, self.program, self.workingFolder) = (folder, program, workingFolder)
    (self.arguments, self.count) = (arguments, count)
  }

  /// Names and contents of the scripts.
  package var files: [(name: String, text: String)] {
    [("tasks.sh", tasks), ("collect.sh", collect), ("submit.sh", submit)]
  }

  private var runs: String { SlurmJob.quoted("\(folder)/runs") }

  private var tasks: String {
    let words = (["run"] + arguments).map(SlurmJob.quoted).joined(separator: " ")
    return """
      #!/bin/sh
      #SBATCH --job-name=maa
      #SBATCH --array=1-\(count)
      #SBATCH --output=\(folder)/task-%a.log
      # One run of \(count), which one is in SLURM_ARRAY_TASK_ID.
      cd \(SlurmJob.quoted(workingFolder)) || exit 1
      exec \(SlurmJob.quoted(program)) \(words) --out \(runs) --resume --only "$SLURM_ARRAY_TASK_ID"

      """
  }

  private var collect: String {
    """
    #!/bin/sh
    #SBATCH --job-name=maa-collect
    #SBATCH --output=\(folder)/collect.log
    cd \(SlurmJob.quoted(workingFolder)) || exit 1
    exec \(SlurmJob.quoted(program)) collect \(runs) --to \(SlurmJob.quoted("\(folder)/runs.csv"))

    """
  }

  private var submit: String {
    """
    #!/bin/sh
    # Hands both jobs to Slurm; the second waits for all tasks of the first, whatever becomes of them.
    tasks=$(sbatch --parsable \(SlurmJob.quoted("\(folder)/tasks.sh"))) || exit 1
    exec sbatch --dependency="afterany:$tasks" \(SlurmJob.quoted("\(folder)/collect.sh"))

    """
  }

  private static func quoted(_ text: String) -> String {
    let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=,:+".contains($0)) }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
