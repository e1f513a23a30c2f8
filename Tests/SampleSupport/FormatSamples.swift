/// A small sample of each format that is text, of our own. What is binary lies in the corpus of `maa-fuzz`.
package enum FormatSamples {
  package static let all: [(format: String, files: [String: String])] = [
    (
      "ace",
      [
        "p_1.txt": "## A\n[s-00001] helpful=1 harmful=0 :: one\n",
        "p_2.txt": "## A\n[s-00001] helpful=2 harmful=0 :: one two\n",
        "b.json":
          #"{"bullets": [{"id": "b1", "title": "T", "content": "C", "helpful_count": 1, "harmful_count": 0}]}"#,
        "d.json":
          #"{"delta_id": "d", "rationale": "r", "new_bullets": [], "edits": [{"id": "b1", "set": {"content": "x"}}]}"#,
        "s.json":
          #"{"skills": {"k": {"id": "k", "content": "c", "helpful": 1, "harmful": 0}}, "next_id": 1}"#,
      ]
    ),
    (
      "ace",
      [
        "u.jsonl":
          #"{"epoch": 1, "step": 1, "bullet_ids_used": ["s-00001"], "bullets_with_content": [{"bullet_id": "s-00001", "content": "o"}], "is_correct": true}"#,
        "c.jsonl": #"{"operation_type": "ADD", "content": "n", "call_id": "train_e_1_s_1"}"#,
        "a.json":
          #"[{"epoch": 1, "step": 1, "pre_train_result": {"is_correct": false}, "post_train_result": {"is_correct": true}}]"#,
        "t.json":
          #"{"test_results": {"accuracy": 0.5, "correct": 1, "total": 2}, "error_log": {"errors": [{"index": 1}]}}"#,
      ]
    ),
    (
      "alphaopt",
      [
        "l.json":
          #"[{"insight_id": 1, "taxonomy": {"A": ["B"]}, "condition": "c", "explanation": "e", "iteration": 2, "distribution": {"positive": ["t"]}}]"#
      ]
    ),
    (
      "dynamic-cheatsheet",
      [
        "d.jsonl":
          #"{"input": "x", "raw_input": "1 ? 2 = 3", "target": "1 + 2 = 3", "final_answer": "1+2=3", "steps": [{"current_cheatsheet": "<memory_item>a</memory_item>Count: 1", "new_cheatsheet": "<memory_item>a b</memory_item>"}]}"#
      ]
    ),
    (
      "experience-shapley",
      [
        "p.json":
          #"{"ranked_experiences": [{"experience_id": "G1", "all_marginals": [0.1], "content": "c"}]}"#,
        "h.jsonl":
          "{\"subset\": 1, \"v_calls\": 1, \"rankings\": {\"G1\": 0}}\n{\"subset\": 1, \"v_calls\": 2, \"rankings\": {\"G1\": 0.1}}",
        "l.json": #"{"v_full": 1, "ranked": [{"experience_id": "G1", "v_without": 0.5, "content": "c"}]}"#,
      ]
    ),
    (
      "gepa",
      [
        "candidates.json": #"[{"s": "a"}, {"s": "b"}]"#,
        "run_log.json":
          #"[{"i": 0, "selected_program_candidate": 0, "subsample_scores": [0.0], "new_subsample_scores": [1.0], "new_program_idx": 1}]"#,
        "r.json":
          #"{"candidates": [{"s": "a"}, {"s": "b"}], "parents": [[null], [0]], "val_aggregate_scores": [0, 1], "val_subscores": [{"x": 0}, {"x": 1}]}"#,
        "s.json": #"{"val_scores_history": [0.5, 0.75], "best_prompt": "p"}"#,
        "t.csv": "text,a_correct,b_correct\n\"x\",True,False\n",
      ]
    ),
    (
      "memento",
      [
        "m.jsonl": #"{"case": "c", "plan": "p", "case_label": "positive"}"#,
        "t.jsonl":
          #"{"query": "q", "case": "c", "plan": "p", "case_label": "positive", "truth_label": true}"#,
        "r.jsonl": #"{"question": "q", "plan": "p", "reward": 1}"#,
      ]
    ),
    (
      "reasoningbank",
      [
        "i.json": #"[{"id": "a", "title": "T", "desc": "D", "content": "C", "src": "success"}]"#,
        "m.jsonl":
          ##"{"task_id": 1, "query": "q", "status": "success", "memory_items": ["# Memory Item 1\n## Title x"]}"##,
        "j.json":
          #"{"task_results": [{"task_id": "t", "strategy_results": {"n": {"rollouts": [{"judgment": {"success": true}}]}}}]}"#,
      ]
    ),
    (
      "reme",
      [
        "s.jsonl":
          #"{"memory_id": "a", "when_to_use": "w", "content": "c", "time_created": "2026-01-01 10:00:00", "metadata": {"utility": 1, "freq": 1}}"#
      ]
    ),
    (
      "skill-selection",
      [
        "r.json":
          #"{"results": {"m": {"per_item": [{"sample_id": "q", "hard": 1, "selected_indices": [0, 2], "prompt_chars": 5}]}}, "skill": "s.md"}"#
      ]
    ),
    (
      "skillopt",
      [
        "skills/skill_v0000.md": "# A\n- one\n",
        "steps/step_0001/ranked_edits.json":
          #"{"edits": [{"op": "append", "content": "- two"}, {"op": "replace", "target": "one", "content": "three"}]}"#,
        "steps/step_0001/step_record.json":
          #"{"step": 1, "action": "reject", "current_score": 0.5, "candidate_gate_score": 0.25, "candidate_hash": "h"}"#,
      ]
    ),
    (
      "skillx",
      [
        "b/with/r.jsonl": #"{"task_id": "t", "score": 1.0, "selected_skill_count": 1}"#,
        "t/without/r.json":
          #"{"simulations": [{"task_id": "2", "trial": 0, "reward_info": {"reward": 1.0}}]}"#,
      ]
    ),
    (
      "tfgrpo",
      [
        "a.yaml": "agent:\n  instructions: \"x\\n[G0]. one\\n[G1]. two\"\n",
        "j.json":
          #"{"label": "step0_round0", "scores": {}, "psi_proxy": {"G0": 1.0}, "individual_scores": [], "experiences": {"G0": "one"}}"#,
        "l.json":
          #"{"l0_experiences": [{"id": "L0_0", "content": "c", "step": 0}], "l1_experiences": [], "l2_experiences": []}"#,
        "p.json":
          #"{"stage": "batch_update", "user_prompt": "{\n\"operation\": \"ADD\", \"id\": null, \"content\": \"n\"\n}"}"#,
        "s.json":
          #"{"baseline_mean_at_1": 0.1, "results": {"x": {"mean_at_1": 0.2, "experience_ids": ["G0", "G1"]}}}"#,
        "step.json":
          #"{"metadata": {"step": 1}, "raw_rollouts": [{"question": "q", "reward": 1}], "batch_update": {"memory_before": {"G0": "a"}, "memory_after": {"G0": "b"}}, "group_update": [], "memory_diff": {}}"#,
      ]
    ),
    (
      "inspect",
      [
        "i.json":
          #"{"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "created": "2026-06-18"}, "samples": [{"id": 1, "epoch": 1, "scores": {"match": {"value": "C"}}}], "reductions": []}"#
      ]
    ),
    (
      "langfuse",
      [
        "t.json":
          #"{"trace": {"id": "t", "projectId": "p", "timestamp": "2026-06-18T10:00:00Z", "sessionId": null, "scores": [{"id": "c", "traceId": "t", "name": "g", "value": 1}]}, "observations": [{"id": "o", "traceId": "t", "type": "RETRIEVER", "startTime": "2026-06-18T10:00:00Z", "output": [{"id": "d", "content": "z"}], "metadata": {"attributes": {"gen_ai.operation.name": "x"}}}]}"#
      ]
    ),
    (
      "letta",
      [
        "a.af":
          #"{"agents": [{"id": "g", "name": "a", "block_ids": ["b"], "messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "core_memory_append", "arguments": "{\"label\": \"human\", \"content\": \"likes tea\"}"}}]}]}], "blocks": [{"id": "b", "label": "human", "value": "Name: A\nlikes tea", "limit": 5000}]}"#
      ]
    ),
    (
      "markdown",
      [
        "CLAUDE.md": "# Notes\n\n- Check the sink first.\n- Ask once.\n",
        ".claude/memory/keys.md": "---\nname: keys\ndescription: where\n---\n\nKeys hang beside the door.\n",
      ]
    ),
    (
      "mem0",
      ["m.json": #"{"results": [{"id": "a", "memory": "likes tea", "created_at": "2026-01-01T10:00:00Z"}]}"#]
    ),
    (
      "mlflow",
      [
        "m.json":
          #"{"info": {"trace_id": "t", "request_time": "2026-06-18T10:00:00Z", "tags": {}, "trace_metadata": {}, "assessments": [{"assessment_name": "c", "feedback": {"value": true}}]}, "data": {"spans": [{"span_id": "s", "name": "n", "attributes": {"mlflow.spanType": "\"RETRIEVER\"", "mlflow.spanOutputs": "[]"}}]}}"#
      ]
    ),
    (
      "openinference",
      [
        "p.json":
          #"[{"context.trace_id": "t", "context.span_id": "s", "span_kind": "RETRIEVER", "start_time": "2026-06-18 10:00:00", "attributes.retrieval.documents": [{"document.id": "d", "document.content": "c"}], "attributes.annotations": [{"annotation": {"name": "n", "score": 1}}]}]"#
      ]
    ),
    (
      "otlp",
      [
        "s.jsonl":
          #"{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "01", "spanId": "02", "name": "invoke_agent", "startTimeUnixNano": "1781776800000000000", "attributes": [{"key": "gen_ai.operation.name", "value": {"stringValue": "upsert_memory"}}, {"key": "gen_ai.memory.records", "value": {"stringValue": "[{\"id\": \"b\", \"content\": \"y\"}]"}}], "events": [{"name": "gen_ai.evaluation.result", "attributes": [{"key": "gen_ai.evaluation.name", "value": {"stringValue": "c"}}, {"key": "gen_ai.evaluation.score.value", "value": {"doubleValue": 1}}]}]}]}]}]}"#
      ]
    ),
    (
      "reflexion",
      [
        "trial_0.json":
          #"[{"name": "env_1", "memory": ["Look first."], "is_success": false, "skip": false}]"#,
        "trial_1.json":
          #"[{"name": "env_1", "memory": ["Look first.", "Then go."], "is_success": true, "skip": false}]"#,
      ]
    ),
    (
      "table",
      [
        "s.csv": "epoch,rule_id,text,acc,base\n1,r1,Look first.,0.7,0.5\n2,r1,\"Look, twice\",0.6,0.5\n"
      ]
    ),
    (
      "table",
      [
        "t.jsonl":
          #"{"task": "t1", "outcome": 1, "items": ["m1"], "held": ["m2"], "propensity": {"m1": 0.1, "m2": 0.5}, "arm": "e"}"#
      ]
    ),
  ]
}
