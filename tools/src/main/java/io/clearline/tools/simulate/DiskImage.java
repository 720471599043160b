package io.clearline.tools.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that lies under a directory at one instant; names are relative, in their order. */
final class DiskImage {
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final SortedSet<String> directories = new TreeSet<>();

    /** Returns what lies under a directory now. */
    static DiskImage of(final Path root) {
        final DiskImage image = new DiskImage();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(
                    final Path directory, final BasicFileAttributes attributes) {
                    image.directories.add(root.relativize(directory).toString());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(
                    final Path file, final BasicFileAttributes attributes) throws IOException {
                    image.files.put(root.relativize(file).toString(), Files.readAllBytes(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + root, e);
        }
        return image;
    }

    /** Returns one with the same content; the arrays are copied too. */
    DiskImage copy() {
        final DiskImage copy = new DiskImage();
        files.forEach((name, bytes) -> copy.files.put(name, bytes.clone()));
        copy.directories.addAll(directories);
        return copy;
    }

    /** Writes everything into a new directory. */
    void writeTo(final Path root) {
        try {
            Files.createDirectories(root);
            for (final String directory : directories) {
                Files.createDirectories(root.resolve(directory));
            }
            for (final var file : files.entrySet()) {
                Files.write(root.resolve(file.getKey()), file.getValue());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + root, e);
        }
    }

    /** Returns the files by name; changes go through. */
    SortedMap<String, byte[]> files() {
        return files;
    }

    /** Returns the directories, the root as the empty name; changes go through. */
    SortedSet<String> directories() {
        return directories;
    }

    /** Removes a directory with all that lies in it. */
    static void delete(final Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(
                    final Path file, final BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                    final Path directory, final IOException failure) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }
}
