"""Papers (文书) that the hub makes out of facts: content, PDF, signature, and how to verify one."""
