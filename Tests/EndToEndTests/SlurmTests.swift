import Foundation
import TerminalSupport
import Testing

/// The array job does, task by task, what one process does; Slurm itself is stood in for by a loop.
@Suite struct SlurmTests {
  @Test func tasksGiveWhatOneProcessGives() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("s.maa", RunsTests.script)
    let jobs = "\(folder.path)/it's a job"
    let written = try Run([
      "run", script, "--sweep", "tau=0.5,0.6,0.7", "--set", "data=datasets/kitchen.jsonl", "--slurm", jobs,
    ])
    #expect(written.code == 0 && written.output.contains("3 tasks"), "\(written.output)\(written.errors)")
    let tasks = try String(contentsOfFile: "\(jobs)/tasks.sh", encoding: .utf8)
    #expect(tasks.contains("\n#SBATCH --array=1-3\n"))
    let loop = try Run(
      [],
      shell: """
        cd /; for n in 3 1 2; do SLURM_ARRAY_TASK_ID=$n sh "\(jobs)/tasks.sh" || exit 9; done; sh "\(jobs)/collect.sh"
        """)
    #expect(loop.code == 0, "\(loop.errors)")
    #expect(try Run(["run", script, "--sweep", "tau=0.5,0.6,0.7", "--out", "\(folder.path)/one"]).code == 0)
    for name in ["s,tau=0.5", "s,tau=0.7"] {
      for file in ["output.txt", "tables/evidence.csv"] {
        let (one, other) = ("\(folder.path)/one/\(name)/\(file)", "\(jobs)/runs/\(name)/\(file)")
        let (first, second) = try (
          String(contentsOfFile: one, encoding: .utf8), String(contentsOfFile: other, encoding: .utf8)
        )
        // The first says that one value more came from the command line.
        #expect(first == second.replacing(/.*data = .*\n\n/, with: ""), "\(name)/\(file)")
      }
    }
    let table = try String(contentsOfFile: "\(jobs)/runs.csv", encoding: .utf8)
    #expect(table.split(whereSeparator: \.isNewline).count == 4, "\(table)")
    #expect(
      try Run(["run", script, "--sweep", "tau=0.5", "--only", "2"]).errors.contains("there is no run 2"))
  }
}
