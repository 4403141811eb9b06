"""What each theme of the law answers to what is asked, as pure functions."""
