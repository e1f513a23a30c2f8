/// The usual texts. They ask for what the method asks for (PAPER, Propose and Score) in words of our own; `prompts --to` copies
/// them out.
extension ModelPrompt.Kind {
  package var usualText: String {
    switch self {
    case .propose: ModelPrompt.Kind.proposing
    case .judge: ModelPrompt.Kind.judging
    case .answer: ModelPrompt.Kind.answering
    case .repair: ModelPrompt.Kind.repairing
    }
  }

  private static let proposing = """
    You look after the memory of an agent: a list of short pieces of advice, each with an id. The agent itself stays as it is.
    From what you see in traces of its work you propose changes of the memory.
    ---
    The memory, in its order:
    {{memory}}

    Traces of the agent's work:
    {{traces}}

    Propose changes that would have helped in these tasks and would help in others of their kind. Each new piece of advice
    must come from something that went wrong or went badly in a trace, and must say what to do in a task that is not this one.
    Where a trace does not say whether it succeeded, do not guess. Do not rate, rank or score your proposals.

    Answer with JSON and nothing else: {"operations": [...]}, where each operation is one of
    {"type": "modify", "target_id": "an id of the memory", "new_content": "the new text; an empty one deletes the item", "reason": "which trace shows the need"}
    {"type": "add", "position": "head, tail or after:ID", "new_content": "the text", "reason": "which trace shows the need"}
    An empty list is a good answer where the traces show no need.

    """

  private static let judging = """
    You judge how good memories of an agent are. A memory is a list of short pieces of advice that the agent reads before a task.
    ---
    Traces of the agent's work on a batch of tasks:
    {{traces}}

    States of the memory, in no order:
    {{states}}

    For each state by itself, say with a whole number from 0 to 100 how well an agent with that memory would do in these tasks:
    0 is useless or harmful, 100 could not be better. States of equal quality get equal numbers. Do not compare states with each
    other and do not rank them.

    Answer with JSON and nothing else: {"scores": [{"index": 0, "u": 50}, ...]}, each index once.

    """

  private static let answering = """
    {{memory}}
    ---
    {{question}}

    """

  private static let repairing = """
    Your answer cannot be used: {{fault}}. Answer again, with the JSON that was asked for and nothing else.

    """
}
