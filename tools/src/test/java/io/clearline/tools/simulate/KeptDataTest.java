package io.clearline.tools.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.VerifyReport;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.ReplayReport;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import io.clearline.tools.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every release wrote, this one reads: journals are sound and decided again as recorded, and
 * from each snapshot as from record 1 a start comes to the state that was kept.
 */
class KeptDataTest {
    @TempDir
    private Path home;

    /** {@code mvn -pl tools -am test -Dtest=KeptDataTest -Dkept.make=true}, see durability.md. */
    @Test
    @EnabledIfSystemProperty(named = "kept.make", matches = "true")
    void make() throws IOException {
        KeptData.make(home);
    }

    @Test
    void thePresentVersionsAreKept() throws IOException {
        assertTrue(KeptData.all().contains(KeptData.present()), KeptData.present()
            + " is missing: make it with -Dkept.make=true");
    }

    @TestFactory
    Stream<DynamicTest> whatEveryVersionWroteIsRead() throws IOException {
        return KeptData.all().stream().map(kept ->
            DynamicTest.dynamicTest(kept.getFileName().toString(), () -> read(kept)));
    }

    private void read(final Path kept) throws IOException {
        final Properties expected = KeptData.expected(kept);
        final long records = Long.parseLong(expected.getProperty("records"));
        final Path directory = home.resolve(kept.getFileName());
        KeptData.unpack(kept, directory);
        final DataDirectory data = DataDirectory.at(directory);
        final VerifyReport verified = JournalVerifier.verify(data, (record, offset, length) -> { });
        assertNull(verified.damage());
        assertEquals(records, verified.records());
        final boolean sameLogic = kept.toString().endsWith("-logic-" + ClearanceCore.LOGIC_VERSION);
        final ReplayReport replay =
            Replayer.replay(data, Cores::create, Replayer.FIRST, Long.MAX_VALUE);
        assertEquals(records, sameLogic ? replay.equal() : replay.otherLogic());

        // The version of the logic is part of the hash.
        final List<Snapshot> snapshots = new Snapshots(data).list();
        assertEquals(Snapshots.KEPT, snapshots.size());
        final Recovered newest = Recovery.recover(data, Cores::create);
        assertEquals(List.of(), newest.report().unusableSnapshots());
        assertEquals(snapshots.get(0).sequence(), newest.report().snapshotSequence());
        final String state = sameLogic
            ? expected.getProperty("state") : Long.toHexString(newest.core().stateHash());
        assertEquals(state, Long.toHexString(newest.core().stateHash()));
        for (final Snapshot snapshot : snapshots) {
            assertEquals(expected.getProperty("snapshot." + snapshot.sequence()),
                Long.toHexString(snapshot.manifest().stateHash()));
            assertEquals(state, Long.toHexString(recovered(data).core().stateHash()));
            Files.delete(snapshot.file());
        }
        final Recovered whole = recovered(data);
        assertEquals(0, whole.report().snapshotSequence());
        assertEquals(records, whole.core().lastSequence());
        assertEquals(state, Long.toHexString(whole.core().stateHash()));
        goesOn(directory);
    }

    private static Recovered recovered(final DataDirectory data) {
        return Recovery.recover(data, Cores::create);
    }

    /** An engine starts on it, which writes its own end of the journal. */
    private static void goesOn(final Path directory) {
        ClearanceEngine.open(directory, EngineConfig.defaults(), JournalOptions.defaults(),
            Cores::create, (correlation, sequence, timeMs, answer, offset, length) -> { }).close();
        assertTrue(JournalVerifier.verify(directory).sound());
    }
}
