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
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The folders of an inbox. What is put there is written beside it, forced and renamed: whoever sees it sees
 * all of it, whatever happens. One thread's.
 */
final class InboxFolder {
    private static final int SHORT_HASH = 12;
    private static final String PENDING = ".pending";

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

    /** Returns the files that were put in, in the order of their names. */
    List<Path> arrived() throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                .filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Returns the SHA-256 of a file's content, in hexadecimal digits. */
    static String hash(final Path file) throws IOException {
        final MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
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
        return results.resolve("." + named(file, hash) + PENDING);
    }

    /** Returns where those of them that refuse are. */
    Path pendingRejects(final Path file, final String hash) {
        return rejects.resolve("." + named(file, hash) + PENDING);
    }

    /** Puts answers there; where none refuses, there is no file of rejects. */
    void publish(final Path file, final String hash, final boolean rejected) throws IOException {
        move(pendingResults(file, hash), results.resolve(named(file, hash)));
        if (rejected) {
            move(pendingRejects(file, hash), rejects.resolve(named(file, hash)));
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
        final String part = "-" + hash.substring(0, SHORT_HASH);
        return dot < 1 ? name + part : name.substring(0, dot) + part + name.substring(dot);
    }

    private static void write(final Path file, final String text) throws IOException {
        final Path pending = file.resolveSibling("." + file.getFileName() + PENDING);
        Files.write(pending, text.getBytes(StandardCharsets.UTF_8));
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
