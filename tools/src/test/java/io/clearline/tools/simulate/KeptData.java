package io.clearline.tools.simulate;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.follower.Snapshotter;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import io.clearline.tools.Cores;
import io.clearline.tools.Setup;
import io.clearline.tools.demo.BundledReference;
import io.clearline.tools.demo.DemoCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Data directories as a release wrote them, kept among the test resources: {@code data.zip} and, in
 * {@code expected.properties}, what that release made of it.
 */
final class KeptData {
    private static final Path ALL = Path.of("src", "test", "resources", "kept");
    private static final long DAY_MS = 86_400_000L;
    private static final int COMMANDS_PER_DAY = 120;
    private static final String ZIP = "data.zip";
    private static final String EXPECTED = "expected.properties";

    private KeptData() {
    }

    /** Returns the directories of all that are kept, oldest first. */
    static List<Path> all() throws IOException {
        try (Stream<Path> kept = Files.list(ALL)) {
            return kept.sorted().toList();
        }
    }

    /** Returns where that of the present release is kept. */
    static Path present() {
        return ALL.resolve("schema-" + MessageHeaderEncoder.SCHEMA_VERSION + "-logic-"
            + ClearanceCore.LOGIC_VERSION);
    }

    static Properties expected(final Path kept) throws IOException {
        final Properties expected = new Properties();
        try (InputStream in = Files.newInputStream(kept.resolve(EXPECTED))) {
            expected.load(in);
        }
        return expected;
    }

    static void unpack(final Path kept, final Path to) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(kept.resolve(ZIP)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                final Path file = to.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    /**
     * Makes that of the present release: three days, each in a file of its own, a snapshot behind
     * the first two.
     *
     * @param work an empty directory
     */
    static void make(final Path work) throws IOException {
        final Path reference = work.resolve("reference");
        BundledReference.copyTo(reference);
        final List<byte[]> commands =
            new ArrayList<>(Setup.read(reference).commands(true, true));
        final Workload workload = new Workload(new DemoCatalogue(), 1);
        final Path data = work.resolve("data");
        long day = LocalDate.of(2026, 3, 2).toEpochDay();
        for (int i = 0; i <= Snapshots.KEPT; i++) {
            while (commands.size() < COMMANDS_PER_DAY) {
                commands.add(workload.next());
            }
            clear(data, day++, commands);
            commands.clear();
            if (i < Snapshots.KEPT) {
                snapshot(DataDirectory.at(data));
            }
        }
        Files.createDirectories(present());
        pack(data, present().resolve(ZIP));
        Files.write(present().resolve(EXPECTED), summary(DataDirectory.at(data)));
    }

    private static List<String> summary(final DataDirectory data) {
        final List<String> lines = new ArrayList<>();
        final Recovered recovered = Recovery.recover(data, Cores::create);
        lines.add("records=" + recovered.core().lastSequence());
        lines.add("state=" + Long.toHexString(recovered.core().stateHash()));
        for (final Snapshot snapshot : new Snapshots(data).list()) {
            lines.add("snapshot." + snapshot.sequence() + "="
                + Long.toHexString(snapshot.manifest().stateHash()));
        }
        return lines;
    }

    private static void clear(final Path data, final long day, final List<byte[]> commands) {
        final EngineConfig config = EngineConfig.defaults().withDurability(Durability.GROUP);
        try (ClearanceEngine engine = ClearanceEngine.open(data, config,
            new JournalOptions(1, () -> day * DAY_MS, 1), Cores::create,
            (correlation, sequence, timeMs, answer, offset, length) -> { })) {
            for (final byte[] command : commands) {
                while (engine.tryOffer(new UnsafeBuffer(command), 0, command.length, 0)
                    != Offer.ACCEPTED) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static void snapshot(final DataDirectory data) {
        try (Snapshotter snapshotter = Snapshotter.open(data, Cores::create, Snapshots.KEPT)) {
            snapshotter.catchUpToEnd();
            snapshotter.take();
        }
    }

    /** What a start needs; locks, Chronicle's own table and room made ahead are made again. */
    private static void pack(final Path data, final Path zip) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
            Stream<Path> files = Files.walk(data)) {
            for (final Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                final String name = data.relativize(file).toString();
                if (name.matches("format|high-water|journal/\\d+F\\.cq4|snapshots/.*\\.snapshot")) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                }
            }
        }
    }
}
