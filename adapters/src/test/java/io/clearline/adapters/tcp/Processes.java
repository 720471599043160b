package io.clearline.adapters.tcp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Classes of the tests run as processes of their own, to be killed. */
public final class Processes {
    private Processes() {
    }

    /** Starts one with the flags of this process; what it says goes to a file. */
    public static Process start(final Path log, final Class<?> main, final String... arguments)
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
            main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(log.toFile())
            .redirectErrorStream(true).start();
    }
}
