"""The law and life of a case: pure data and pure functions, nothing but the standard library."""
