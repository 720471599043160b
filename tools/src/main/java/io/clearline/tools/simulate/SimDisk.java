package io.clearline.tools.simulate;

import io.clearline.engine.journal.Background;
import io.clearline.engine.journal.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A machine whose power can be cut. What the processes see is a real directory, which they write by
 * whatever means; beside it stands what the disk is sure to hold: of each file the content of its
 * last force, of each directory the names of its last force. Contents that were not forced survive
 * page by page; names survive in the order in which they were made, as journaling file systems keep
 * them.
 */
final class SimDisk implements Machine {
    /** Sees what is asked of the disk, and may refuse it. */
    interface Watch {
        /** Before a file or a directory is forced. */
        void beforeForce(String name) throws IOException;

        /** After a file or a directory was forced. */
        void afterForce(String name);

        /** Before and after a file gets another name. */
        void aroundRename(String name);

        /** Returns how many of the bytes a write takes. */
        int write(String name, int bytes) throws IOException;
    }

    /** A file or directory, whatever its name. */
    private static final class Node {
        private final boolean directory;
        private Object key;
        private byte[] forced = new byte[0];

        Node(final boolean directory, final Object key) {
            this.directory = directory;
            this.key = key;
        }
    }

    /** A change of names that is not forced yet: a new node, one moved, or none any more. */
    private record Change(String name, Node node, String from) {
        void apply(final Map<String, Node> names) {
            if (from != null) {
                names.remove(from);
            }
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    private static final long SIZE_BYTES = 1L << 30;

    private final SimClock clock;
    private final TreeMap<String, Node> names = new TreeMap<>();
    private final TreeMap<String, Node> forcedNames = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    /** What the present process has done beside. */
    private final List<SimBackground> backgrounds = new ArrayList<>();
    private Path root;
    private Watch watch;
    private boolean full;
    private long boot = 1;

    SimDisk(final SimClock clock) {
        this.clock = clock;
    }

    /** Returns this machine as it is between two of its starts, with nobody at the power switch. */
    Machine unwatched() {
        final SimDisk disk = new SimDisk(clock);
        disk.boot = boot;
        return disk;
    }

    /** Puts a watch on what follows; null when the process is dead and nothing counts any more. */
    void watch(final Watch value) {
        watch = value;
    }

    Path root() {
        return root;
    }

    /** Somebody fills the disk up, or clears it. */
    void full(final boolean value) {
        full = value;
    }

    boolean full() {
        return full;
    }

    /** The work beside goes on a little. */
    void goOnBeside() {
        List.copyOf(backgrounds).forEach(SimBackground::goOn);
    }

    /** Goes on in another directory, which holds what a process left that was killed. */
    void killed(final Path newRoot) {
        root = newRoot;
        backgrounds.clear();
        scan().forEach((name, key) -> {
            if (names.containsKey(name)) {
                names.get(name).key = key;
            }
        });
        observe();
    }

    /** Goes on in another directory, which holds what a power cut left. */
    void powerCut(final Path newRoot) {
        boot++;
        root = newRoot;
        backgrounds.clear();
        names.clear();
        forcedNames.clear();
        changes.clear();
        observe();
        for (final var entry : names.entrySet()) {
            if (!entry.getValue().directory) {
                entry.getValue().forced = read(entry.getKey());
            }
        }
        forcedNames.putAll(names);
        changes.clear();
    }

    /** Returns what would be left if the power went now, a kill having left {@code now}. */
    DiskImage cut(final DiskImage now, final SplittableRandom random) {
        observe();
        final TreeMap<String, Node> left = new TreeMap<>(forcedNames);
        final int kept = random.nextInt(changes.size() + 1);
        changes.subList(0, kept).forEach(change -> change.apply(left));
        left.keySet().removeIf(name -> !left.containsKey(parent(name)) && !parent(name).isEmpty());
        final Map<Node, String> present = new IdentityHashMap<>();
        names.forEach((name, node) -> present.put(node, name));
        final int eighths = random.nextInt(9);
        final long seed = random.nextLong();
        final DiskImage image = new DiskImage();
        image.directories().add("");
        for (final var entry : left.entrySet()) {
            final Node node = entry.getValue();
            if (node.directory) {
                image.directories().add(entry.getKey());
                continue;
            }
            final byte[] content = now.files().get(present.getOrDefault(node, ""));
            // Each file has its own chance: some hold the time of day, which is not simulated.
            image.files().put(entry.getKey(), content == null ? node.forced
                : Pages.afterCut(node.forced, content, eighths,
                    new SplittableRandom(seed + entry.getKey().hashCode())));
        }
        return image;
    }

    /** The operating system writes some pages of a file on its own account. */
    void writeBack(final SplittableRandom random) {
        observe();
        final List<String> files = new ArrayList<>(names.keySet());
        final String name = files.get(random.nextInt(files.size()));
        final Node node = names.get(name);
        if (!node.directory) {
            node.forced = Pages.afterCut(
                node.forced, read(name), 1 + random.nextInt(7), random.split());
        }
    }

    @Override
    public FileChannel open(final Path file, final OpenOption... options) throws IOException {
        return new SimChannel(this, file, FileChannel.open(file, options));
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        around(to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        around(to);
    }

    private void around(final Path to) {
        if (watch != null) {
            observe();
            watch.aroundRename(name(to));
        }
    }

    @Override
    public long freeBytes(final Path directory) {
        return full ? 0 : SIZE_BYTES / 2;
    }

    @Override
    public long sizeBytes(final Path directory) {
        return SIZE_BYTES;
    }

    @Override
    public Background background(final String name, final Runnable work) {
        final SimBackground background = new SimBackground(clock, work);
        backgrounds.add(background);
        return background;
    }

    @Override
    public long bootId() {
        return boot;
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    /** Forces a file or directory through a channel of it. */
    void force(final Path file, final FileChannel channel, final boolean metadata)
        throws IOException {
        if (watch == null || !file.startsWith(root)) {
            channel.force(metadata);
            return;
        }
        final String name = name(file);
        watch.beforeForce(name);
        if (watch == null) {
            // Died on the way.
            channel.force(metadata);
            return;
        }
        observe();
        final Node node = names.get(name);
        if (name.isEmpty() || node.directory) {
            forceNames(name);
        } else {
            node.forced = read(name);
        }
        watch.afterForce(name);
    }

    private void forceNames(final String directory) {
        changes.removeIf(change -> {
            final boolean here = parent(change.name).equals(directory);
            if (here) {
                change.apply(forcedNames);
            }
            return here;
        });
    }

    /** Returns how many of the bytes a write may take. */
    int write(final Path file, final int bytes) throws IOException {
        if (full && watch != null) {
            throw new IOException("simulated: no space left on device");
        }
        return watch == null ? bytes : watch.write(name(file), bytes);
    }

    private String name(final Path file) {
        return root.relativize(file).toString();
    }

    private static String parent(final String name) {
        final int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    private byte[] read(final String name) {
        try {
            return Files.readAllBytes(root.resolve(name));
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** Takes note of the names that came and went since the last look. */
    private void observe() {
        final TreeMap<String, Object> seen = scan();
        final Map<Object, String> before = new HashMap<>();
        names.forEach((name, node) -> before.put(node.key, name));
        for (final var entry : seen.entrySet()) {
            final Node known = names.get(entry.getKey());
            final String from = before.get(entry.getValue());
            if (known == null || !known.key.equals(entry.getValue())) {
                if (from != null && !entry.getValue().equals(seen.get(from))) {
                    change(new Change(entry.getKey(), names.get(from), from));
                } else {
                    final boolean directory = Files.isDirectory(root.resolve(entry.getKey()));
                    change(new Change(
                        entry.getKey(), new Node(directory, entry.getValue()), null));
                }
            }
        }
        for (final String name : new ArrayList<>(names.keySet())) {
            if (!seen.containsKey(name)) {
                change(new Change(name, null, null));
            }
        }
    }

    private void change(final Change change) {
        change.apply(names);
        changes.add(change);
    }

    private TreeMap<String, Object> scan() {
        final TreeMap<String, Object> seen = new TreeMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(
                    final Path directory, final BasicFileAttributes attributes) {
                    if (!directory.equals(root)) {
                        seen.put(name(directory), attributes.fileKey());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(
                    final Path file, final BasicFileAttributes attributes) {
                    seen.put(name(file), attributes.fileKey());
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot look at " + root, e);
        }
        return seen;
    }
}
