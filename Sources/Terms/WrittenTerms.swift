/// What has words of its own: the vocabulary, and columns and settings that one line does not explain.
package enum WrittenTerms {
  package static let written = vocabulary + evidence + memory

  private static let vocabulary: [Term] = [
    Term(
      "proposal",
      meaning:
        "An edit as it stood in one batch of the log, with the log's own id. The same text in two batches is two proposals of one wording.",
      example: "unit b3p7"),
    Term(
      "wording", "wordings", "fingerprint", "operation",
      meaning:
        "A text with its type and anchor, however often it was proposed; w:369331ae names it in every log. Several wordings may be one operation: those held to be one are a unit.",
      example: "unit U17"),
    Term(
      "unit", "units",
      meaning:
        "Wordings held to be one operation: what accumulates evidence. U17 is its number in order of first appearance, which moves when units do; w:… of a wording in it stays.",
      example: "units --limit 5"),
    Term(
      "anchor",
      meaning:
        "Where an edit goes: the item that a modify or delete is about, or the place of an add (head, tail or after:ITEM). Only wordings with one type and one anchor are merged by themselves.",
      example: "evidence where anchor = 'tail'"),
    Term(
      "item", "bank",
      meaning:
        "One piece of memory with an id, and the ordered memory of all of them. An id is never used twice.",
      example: "memory"),
    Term(
      "batch", "step",
      meaning:
        "One step of the optimizer: some edits are proposed and scored together. step is its place in the order of time, batch its number in the log.",
      example: "batches --limit 3"),
    Term(
      "call", "baseline",
      meaning:
        "One scoring call in a batch: memory as it is (the baseline) and memory with one edit each are valued side by side. What counts of an edit is its value less the baseline of its own call.",
      example: "sql select call, baseline, value from scores limit 3"),
    Term(
      "delta", "signal",
      meaning:
        "What a call says of an edit as a signed number: better above 0, worse below. signal chooses how values become deltas.",
      example: "signal"),
    Term(
      "near", "merged", "suspect", "across",
      meaning:
        "Kinds of pairs to judge: near were just kept apart, merged just joined, suspect is a unit of which two wordings disagree, across is two alike with different anchors. same and different answer a row of merges.",
      example: "merges --kind suspect"),
    Term(
      "far", "trap", "suspicion",
      meaning:
        "What makes a unit suspect: its wordings differ in a number, a negation or their order, their scores disagree, or far: one is like the first and unlike the others.",
      example: "merges where reason = 'number'"),
    Term(
      "suggested",
      meaning:
        "How you ruled on a pair whose two texts are nearly those of this one. It is shown first and never applied by itself.",
      example: "merges --limit 5"),
    Term(
      "rank", "applied",
      meaning:
        "A unit's place by m̂ among all units. The method applies the best ones above 0, as many as a step may take.",
      example: "pool"),
    Term(
      "conflict", "opposite",
      meaning:
        "Two units that say opposite things about one item or place: a negation, a number or an order is turned. At most one of them should stand.",
      example: "conflicts"),
    Term(
      "embedder", "vector",
      meaning:
        "What turns a text into numbers so that likeness can be measured. lexical counts letters and words, minilm is a small language model in the program.",
      example: "embed"),
    Term(
      "key",
      meaning:
        "Type and anchor together. Wordings of different keys are never merged by themselves, only by your ruling.",
      example: "merges --across-anchors"),
    Term(
      "candidate", "pair",
      meaning:
        "Two wordings that might be one operation, or were taken for one and might not be. review shows them one at a time.",
      example: "merges --limit 5"),
    Term(
      "decision", "ruling",
      meaning:
        "Your word on two wordings: same or different, with a reason. It names fingerprints and holds on later logs.",
      example: "decisions"),
    Term(
      "study", "session",
      meaning:
        "Everything you put in: logs, settings, decisions, notes; the session is the statements that did. Everything shown is derived from it, and undo takes any of it back.",
      example: "history"),
  ]

  private static let evidence: [Term] = [
    Term(
      "n", "observation", "observations",
      meaning:
        "In how many batches a unit was scored: several scores in one batch are averaged and count as one observation. A unit with n of 0 was proposed and never scored.",
      example: "evidence --by n --limit 5"),
    Term(
      "mhat", "m̂",
      meaning:
        "The moving average of a unit's deltas, newer ones counting more (setting beta), corrected for its start. It ranks and is what the method applies by; it does not say how sure one can be.",
      example: "evidence --by mhat --limit 5"),
    Term(
      "chance", "risk", "probable",
      meaning:
        "How probable it is that the unit helps (risk: that it harms), by a model fitted to the whole log. Of units with a chance of 0.9 nine in ten truly help.",
      example: "evidence where chance >= 0.9"),
    Term(
      "low", "high", "interval",
      meaning:
        "The unit's worth lies between low and high with probability 0.95. An interval that holds 0 leaves open whether it helps.",
      example: "evidence where low > 0"),
    Term(
      "advice", "keep", "drop", "judge", "wait",
      meaning:
        "What to do with a unit: keep or drop from a chance of 0.9 on, judge where a merge must be judged first, wait where too little is known. One batch is never enough.",
      example: "advice"),
    Term(
      "certify", "certified", "certificate", "verdict", "alpha",
      meaning:
        "A verdict (stable, harmful) that may be read after every batch and is false in at most a share alpha of the cases. It takes many more batches than a chance does.",
      example: "verdicts --limit 5"),
    Term(
      "stable", meaning: "Certified to help. No number of looks makes that claim weaker.", example: "verdicts"
    ),
    Term("harmful", meaning: "Certified to harm. Its edit should not stand in memory.", example: "verdicts"),
    Term(
      "undecided", "needed",
      meaning:
        "Nothing is certified of the unit yet. needed says how many more batches it would take at the present rate.",
      example: "sql select unit, needed from verdicts limit 5"),
    Term(
      "fading",
      meaning: "The unit helped and has lost what it was shown to have. Look at its newest batches.",
      example: "trajectory b3p7"),
    Term(
      "negligible", "margin",
      meaning:
        "The unit's worth lies within the margin around 0. The margin is a setting, a share of the scale.",
      example: "set margin 0.2"),
    Term(
      "scene-specific", "scene",
      meaning:
        "The unit helps in one sort of task and not in another. A log says what sort a task was by its scene.",
      example: "verdicts"),
    Term(
      "e_helps", "e_harms", "e-value",
      meaning:
        "What a gambler who bets fairly on the unit's signs has made of 1. It grows only where the unit truly helps (or harms), and certifies once it is large enough.",
      example: "verdicts --limit 3"),
    Term(
      "seal",
      meaning:
        "Freezes settings and decisions, so that only batches that come later certify. Re-merging after looking would void a certificate.",
      example: "seal --after 12"),
    Term(
      "tau",
      meaning: "The cosine from which a wording joins a unit. Higher keeps more apart, lower merges more.",
      example: "set tau 0.55"),
    Term(
      "beta",
      meaning:
        "How much of m̂ is kept from one observation to the next, 0.9 unless set. Nearer to 1 it forgets more slowly.",
      example: "tune beta"),
    Term(
      "clip",
      meaning:
        "The most that a delta counts, either way. It tames wild values, and verdicts see no more of their size.",
      example: "set clip 15"),
    Term(
      "cosine",
      meaning: "How alike two texts are by their vectors, from -1 to 1. Texts of one wording have 1.",
      example: "merges --by cosine --limit 5"),
    Term(
      "trend", "spark",
      meaning:
        "A unit's course as a small picture. Bars stand above the line for better, hang from the top for worse.",
      example: "evidence --limit 5 --wide"),
  ]

  private static let memory: [Term] = [
    Term(
      "pool",
      meaning:
        "The units that wait to be applied in the replay, at most as many as capacity says. Each batch the best few with m̂ above 0 are applied.",
      example: "pool --limit 5"),
    Term(
      "replay",
      meaning:
        "What the method would have done with this log under your settings, batch by batch. step and apply move it, memory shows the bank where it stands.",
      example: "apply"),
    Term(
      "coverage", "unscored",
      meaning:
        "The share of units in the pool that the log has a score for. Where it is low the log says little about this replay.",
      example: "apply --limit 3"),
    Term(
      "tag", meaning: "Your own word on a unit or item: keep, drop or wait. export memory follows it.",
      example: "tag U2 keep"),
    Term(
      "checkpoint", "eval",
      meaning:
        "A score of the whole memory at the end of an epoch. The best one keeps a snapshot of the bank.",
      example: "checkpoint"),
    Term(
      "policy", "policies",
      meaning:
        "A way to decide what is applied and taken back. policies shows several side by side on this log.",
      example: "policies"),
  ]
}
