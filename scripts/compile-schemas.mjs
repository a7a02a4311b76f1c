// Compiles schemas/*.json into standalone validators under src/lint/generated.
