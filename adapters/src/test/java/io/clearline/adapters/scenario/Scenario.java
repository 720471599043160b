package io.clearline.adapters.scenario;

import io.clearline.adapters.FastCore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One folder: what is sent, what is answered, and the story of it in the words of the trade. */
record Scenario(Path directory) {
    private static final Path ROOT = Path.of("src/test/resources/scenario");
    private static final String REFERENCE = "reference";

    /** Returns all scenarios by name. */
    static Stream<Scenario> all() {
        try (Stream<Path> directories = Files.list(ROOT)) {
            return directories.filter(Files::isDirectory)
                .filter(directory -> !directory.endsWith(REFERENCE))
                .sorted().map(Scenario::new).toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a core that knows the reference data which all scenarios share. */
    static FastCore core() {
        final FastCore core = new FastCore();
        core.load(ROOT.resolve(REFERENCE));
        return core;
    }

    String name() {
        return directory.getFileName().toString();
    }

    List<String> commands() {
        return lines("in.jsonl");
    }

    List<String> answers() {
        return lines("out.jsonl");
    }

    List<String> story() {
        return lines("story.md");
    }

    void rewrite(final List<String> answers) {
        try {
            Files.writeString(directory.resolve("out.jsonl"),
                String.join("\n", answers) + "\n");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(final String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
