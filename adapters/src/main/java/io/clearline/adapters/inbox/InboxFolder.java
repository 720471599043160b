package io.clearline.adapters.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The folders of an inbox. What is put there is written beside it, forced and renamed: whoever sees it sees
 * all of it, whatever happens. One thread's.
 */
final class InboxFolder {
    private static final int SHORT_HASH = 12;
    private static final String PENDING = ".pending";
    private static final String MAPPING = ".toml";

    private final Path in;
    private final Path done;
    private final Path results;
    private final Path rejects;
    private final Path state;

    /** Makes the folders that are missing. */
    InboxFolder(final Path root) throws IOException {
        in = Files.createDirectories(root.resolve("in"));
        done = Files.createDirectories(root.resolve("done"));
        results = Files.createDirectories(root.resolve("results"));
        rejects = Files.createDirectories(root.resolve("rejects"));
        state = Files.createDirectories(root.resolve("state"));
    }

    /** Returns the files that were put in to be sent, in the order of their names. */
    List<Path> arrived() throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                .filter(file -> !hasEnding(file, MAPPING))
                .filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Returns the mapping of the longest name with which the name of a file of CSV begins. */
    Optional<Path> mappingOf(final Path file) throws IOException {
        final String name = bare(file);
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(mapping -> hasEnding(mapping, MAPPING) && !bare(mapping).isEmpty()
                    && name.startsWith(bare(mapping)))
                .max(Comparator.comparingInt(mapping -> bare(mapping).length()));
        }
    }

    /** Tells whether a file's name has an ending, in letters of either case. */
    static boolean hasEnding(final Path file, final String ending) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static String bare(final Path file) {
        final String name = file.getFileName().toString();
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** Returns the text of the mapping with which a content began to be sent, empty where it did not. */
    Optional<byte[]> keptMapping(final String content) throws IOException {
        final Path kept = state.resolve(content + MAPPING);
        return Files.exists(kept) ? Optional.of(Files.readAllBytes(kept)) : Optional.empty();
    }

    /** Keeps a mapping as long as a content is being sent: it may be changed meanwhile. */
    void keepMapping(final String content, final byte[] mapping) throws IOException {
        write(state.resolve(content + MAPPING), mapping);
    }

    /** Lets go of the mapping of a content that was sent. */
    void dropMapping(final String content) throws IOException {
        Files.deleteIfExists(state.resolve(content + MAPPING));
    }

    /** Returns the SHA-256 of the bytes of all parts, one behind the other, in hexadecimal digits. */
    static String hash(final byte[]... parts) {
        final MessageDigest digest = sha256();
        for (final byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the SHA-256 of a file's content, in hexadecimal digits. */
    static String hash(final Path file) throws IOException {
        final MessageDigest digest = sha256();
        try (InputStream content =
            new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Tells whether a content was sent to its end before. */
    boolean isDone(final String hash) {
        return Files.exists(state.resolve(hash + ".done"));
    }

    /** Returns behind which record a content began to be sent, empty where it has not begun. */
    OptionalLong begun(final String hash) throws IOException {
        final Path file = state.resolve(hash + ".begun");
        return Files.exists(file)
            ? OptionalLong.of(Long.parseLong(Files.readString(file).strip()))
            : OptionalLong.empty();
    }

    /** Says, for good, that a content begins to be sent behind a record. */
    void begin(final String hash, final long after) throws IOException {
        write(state.resolve(hash + ".begun"), after + "\n");
    }

    /** Says, for good, that a content was sent to its end. */
    void end(final String hash, final Path file) throws IOException {
        write(state.resolve(hash + ".done"), file.getFileName() + "\n");
        Files.deleteIfExists(state.resolve(hash + ".begun"));
    }

    /** Returns where the answers to a file are written before they are put there. */
    Path pendingResults(final Path file, final String hash) {
        return results.resolve("." + answers(file, hash) + PENDING);
    }

    /** Returns where those of them that refuse are. */
    Path pendingRejects(final Path file, final String hash) {
        return rejects.resolve("." + answers(file, hash) + PENDING);
    }

    /** Puts answers there; where none refuses, there is no file of rejects, and no report without remarks. */
    void publish(final Path file, final String hash, final boolean rejected,
        final List<String> remarks) throws IOException {
        if (!remarks.isEmpty()) {
            write(rejects.resolve(named(file, hash) + ".report"), file.getFileName() + ": "
                + String.join("\n" + file.getFileName() + ": ", remarks) + "\n");
        }
        move(pendingResults(file, hash), results.resolve(answers(file, hash)));
        if (rejected) {
            move(pendingRejects(file, hash), rejects.resolve(answers(file, hash)));
        } else {
            Files.deleteIfExists(pendingRejects(file, hash));
        }
    }

    /** Puts a file aside that was sent. */
    void putAway(final Path file, final String hash) throws IOException {
        move(file, done.resolve(named(file, hash)));
    }

    /** Puts a file aside that cannot be sent, with a report. */
    void refuse(final Path file, final String hash, final String why) throws IOException {
        write(rejects.resolve(named(file, hash) + ".report"), file.getFileName() + ": " + why
            + "\n");
        move(file, rejects.resolve(named(file, hash)));
    }

    /** A name for people with the content in it: another file of the same name is another. */
    private static String named(final Path file, final String hash) {
        final String name = file.getFileName().toString();
        final int dot = name.lastIndexOf('.');
        return dot < 1 ? name + shown(hash)
            : name.substring(0, dot) + shown(hash) + name.substring(dot);
    }

    /** Answers are JSON Lines, whatever the file was. */
    private static String answers(final Path file, final String hash) {
        return bare(file) + shown(hash) + ".jsonl";
    }

    private static String shown(final String hash) {
        return "-" + hash.substring(0, SHORT_HASH);
    }

    private static void write(final Path file, final String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(final Path file, final byte[] bytes) throws IOException {
        final Path pending = file.resolveSibling("." + file.getFileName() + PENDING);
        Files.write(pending, bytes);
        move(pending, file);
    }

    private static void move(final Path from, final Path to) throws IOException {
        force(from);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        force(to.getParent());
        force(from.getParent());
    }

    private static void force(final Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
