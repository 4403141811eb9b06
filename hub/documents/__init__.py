"""The document store: personal data and free text lie here, sealed, and travel nowhere else."""
