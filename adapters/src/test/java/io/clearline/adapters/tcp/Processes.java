package io.clearline.adapters.tcp;

import io.aeron.driver.MediaDriver;
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
        final List<String> command = java();
        command.addAll(List.of("-XX:TieredStopAtLevel=1", main.getName()));
        command.addAll(List.of(arguments));
        return start(log, command);
    }

    /** Starts a media driver whose files are its group's; what another left there is deleted. */
    public static Process startDriver(final Path log, final Path directory) throws IOException {
        final List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 007; exec \"$@\"",
            "sh"));
        command.addAll(java());
        command.addAll(List.of("-Daeron.dir=" + directory, "-Daeron.dir.delete.on.start=true",
            "-Daeron.threading.mode=SHARED", "-Daeron.term.buffer.sparse.file=true",
            MediaDriver.class.getName()));
        return start(log, command);
    }

    private static Process start(final Path log, final List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectOutput(log.toFile())
            .redirectErrorStream(true).start();
    }

    private static List<String> java() {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty(
            "surefire.test.class.path", System.getProperty("java.class.path"))));
        return command;
    }
}
