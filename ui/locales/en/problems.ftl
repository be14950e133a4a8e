# Why something did not happen, beside the rules.
problem-internal = Something went wrong. What was saved before is safe.
