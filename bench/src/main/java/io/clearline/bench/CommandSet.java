package io.clearline.bench;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.tools.Setup;
import io.clearline.tools.demo.BundledReference;
import io.clearline.tools.demo.DemoDeclarations;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Binary commands side by side in one buffer, and the reference data they are decided on. */
final class CommandSet {
    private final Setup setup;
    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 20);
    private final int[] offsets;
    private final int[] lengths;
    private int count;

    private CommandSet(final Setup setup, final int most) {
        this.setup = setup;
        this.offsets = new int[most + 1];
        this.lengths = new int[most];
    }

    /**
     * Reads commands from files.
     *
     * @param reference a directory of reference data
     * @param commands JSON Lines
     * @param most how many to take
     * @throws IOException if there are fewer, or they cannot be read
     */
    static CommandSet read(final Path reference, final Path commands, final int most)
        throws IOException {
        final CommandSet set = new CommandSet(Setup.read(reference), most);
        final CommandDecoder decoder = new CommandDecoder(true);
        final MutableDirectBuffer message = new ExpandableArrayBuffer(4096);
        try (BufferedReader lines = Files.newBufferedReader(commands, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && set.count < most;
                line = lines.readLine()) {
                final byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
                set.add(message, decoder.decode(utf8, 0, utf8.length, message, 0));
            }
        }
        if (set.count < most) {
            throw new IOException(commands + " has " + set.count + " commands: " + most
                + " are needed");
        }
        return set;
    }

    /** Generates the demo's declarations on the bundled reference data. */
    static CommandSet generate(final int most) throws IOException {
        final Path reference = Files.createTempDirectory("clearline-bench-");
        BundledReference.copyTo(reference);
        final CommandSet set = new CommandSet(Setup.read(reference), most);
        final DemoDeclarations declarations = new DemoDeclarations(1);
        while (set.count < most) {
            final int length = declarations.next();
            set.add(declarations.buffer(), length);
        }
        return set;
    }

    private void add(final DirectBuffer message, final int length) {
        // Each begins at a multiple of eight, as it does in a slot of the ring.
        final int at = offsets[count];
        bytes.putBytes(at, message, 0, length);
        lengths[count] = length;
        offsets[++count] = at + length + 7 & ~7;
    }

    /** Returns a new core that knows the draw key and the reference data, and no declaration. */
    Core newCore() {
        final Core core = new ClearanceCore();
        for (final byte[] command : setup.commands(true, true)) {
            step(core, new UnsafeBuffer(command), 0, command.length);
        }
        return core;
    }

    /** Decides a command and applies what was decided. */
    static Verdict step(
        final Core core, final DirectBuffer command, final int offset, final int length) {
        final Verdict verdict = core.decide(command, offset, length, Core.DECLARED_CLOCK);
        if (verdict.journaled()) {
            core.apply(core.lastSequence() + 1, verdict.timeMs(), command, offset, length,
                verdict.effects().buffer(), 0, verdict.effects().length());
        }
        return verdict;
    }

    /** Decides a command. */
    Verdict decide(final Core core, final int index) {
        return core.decide(bytes, offsets[index], lengths[index], Core.DECLARED_CLOCK);
    }

    /** Decides a command and applies what was decided. */
    Verdict decideAndApply(final Core core, final int index) {
        return step(core, bytes, offsets[index], lengths[index]);
    }

    int count() {
        return count;
    }

    /** Returns the commands that a new engine takes first. */
    List<byte[]> opening() {
        return setup.commands(true, true);
    }

    /** Returns the buffer that the commands lie in. */
    DirectBuffer bytes() {
        return bytes;
    }

    int offset(final int index) {
        return offsets[index];
    }

    int length(final int index) {
        return lengths[index];
    }
}
