"""The unit's side: worklist, cases, triage."""
