"""Claims against gold: dossiers with known truth, real copies, fusion, pairing of languages, growth."""
