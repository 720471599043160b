package io.clearline.bench;

import io.clearline.bench.cli.Bench;
import io.clearline.tools.Launch;
import io.clearline.tools.Streams;
import java.io.IOException;
import java.util.Arrays;

/**
 * The jar's way in: {@code bench VERB ...} is the load rig and what belongs to it, everything else
 * are arguments of JMH.
 */
public final class Main {
    private Main() {
    }

    /** Runs what {@code args} name. */
    public static void main(final String[] args) throws IOException {
        if (args.length == 0 || !args[0].equals("bench")) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        Launch.quietChronicle();
        System.exit(Bench.run(
            Arrays.copyOfRange(args, 1, args.length), Streams.ofProcess()));
    }
}
