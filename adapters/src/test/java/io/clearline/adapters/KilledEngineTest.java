package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.pipeline.Durability;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of an engine under load, at any moment: while it starts, recovers, loads, rolls
 * its files, answers. No answer that left is lost, none contradicts the journal, none is invented, and
 * a restart goes on where the journal ends.
 *
 * <p>The number of kills in each mode is the system property {@code kills}, 10 unless said
 * otherwise; nightly {@code mvn -pl adapters -am test -Dtest=KilledEngineTest -Dkills=200
 * -Dsurefire.failIfNoSpecifiedTests=false}. A failure names its seed: {@code -Dkills.seed}.
 */
class KilledEngineTest {
    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
    private static final int COMMANDS = 2_500;
    private static final int RECORDS_PER_DAY = 150;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);

    @TempDir
    private Path home;

    private String name;
    private int killedSilent;
    private int killedInDoubt;
    private long firstAnswerNs = TimeUnit.MILLISECONDS.toNanos(1500);

    @ParameterizedTest
    @EnumSource(Durability.class)
    void nothingIsLostContradictedOrInvented(final Durability durability) throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED + durability.ordinal());
        name = "-Dkills.seed=" + SEED + " " + durability;
        int kills = 0;
        for (int number = 0; kills < KILLS; number++) {
            final Path directory = home.resolve("data" + number);
            final Voyage voyage =
                new Voyage(name, directory, random.nextLong(1L << 40), COMMANDS);
            while (kills < KILLS && !voyage.ended()) {
                if (run(voyage, directory, durability, random)) {
                    kills++;
                }
            }
            // The last one is let live to the end of its commands.
            while (!voyage.ended()) {
                run(voyage, directory, durability, null);
            }
        }
        System.out.println(name + ": " + kills + " kills, " + killedSilent
            + " before the first answer, " + killedInDoubt + " between a record and its answer");
    }

    /** Runs one process; returns whether it was killed, false if it came to its end before. */
    private boolean run(
        final Voyage voyage, final Path directory, final Durability durability,
        final SplittableRandom random) throws Exception {
        final Process child = start(directory, write(voyage.sends()), durability);
        final List<Voyage.Answer> answers = Collections.synchronizedList(new ArrayList<>());
        final long startNs = System.nanoTime();
        final Thread reader = new Thread(() -> read(child, answers, startNs));
        reader.start();
        if (random != null) {
            awaitMoment(child, answers, random, startNs);
            // Not of the Process: that would close the pipe with the answers in it.
            child.toHandle().destroyForcibly();
        }
        assertTrue(child.waitFor(120, TimeUnit.SECONDS), name + ": it does not end");
        reader.join();
        final boolean killed = child.exitValue() == 128 + 9;
        assertTrue(killed || child.exitValue() == 0, name + ": exit status " + child.exitValue());
        if (Files.exists(directory.resolve("journal"))) {
            voyage.check(answers);
        } else {
            assertEquals(List.of(), answers, name);
        }
        if (killed) {
            killedSilent += answers.isEmpty() ? 1 : 0;
            killedInDoubt += !answers.isEmpty() && voyage.inDoubt() > 0 ? 1 : 0;
        } else {
            assertTrue(voyage.ended(), name);
            voyage.checkEnd(answers.size());
        }
        return killed;
    }

    /** Waits for a moment between its start and its end, of every kind. */
    private void awaitMoment(
        final Process child, final List<Voyage.Answer> answers, final SplittableRandom random,
        final long startNs) {
        if (random.nextInt(3) == 0) {
            final long untilNs = startNs + random.nextLong(firstAnswerNs * 6 / 5);
            while (System.nanoTime() - untilNs < 0 && child.isAlive()) {
                LockSupport.parkNanos(100_000);
            }
            return;
        }
        final int until = 1 + random.nextInt(500);
        while (answers.size() < until && child.isAlive()
            && System.nanoTime() - startNs < PATIENCE_NS) {
            LockSupport.parkNanos(50_000);
        }
        LockSupport.parkNanos(random.nextLong(2_000_000));
    }

    private void read(
        final Process child, final List<Voyage.Answer> answers, final long startNs) {
        try (DataInputStream in = new DataInputStream(child.getInputStream())) {
            while (true) {
                final long sequence = in.readLong();
                final long timeMs = in.readLong();
                final byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                if (answers.isEmpty()) {
                    firstAnswerNs = System.nanoTime() - startNs;
                }
                answers.add(new Voyage.Answer(sequence, timeMs, bytes));
            }
        } catch (final EOFException end) {
            // What was cut off in the middle did not arrive.
            return;
        } catch (final IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private Path write(final List<byte[]> commands) throws IOException {
        final Path file = home.resolve("commands");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            for (final byte[] command : commands) {
                out.writeInt(command.length);
                out.write(command);
            }
            out.writeInt(0);
        }
        return file;
    }

    private static Process start(
        final Path directory, final Path commands, final Durability durability)
        throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KilledEngine.class.getName(), directory.toString(), commands.toString(),
            durability.name(), Integer.toString(RECORDS_PER_DAY)));
        return new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
