package io.clearline.engine.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with this one's class path and flags. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildProcess(final Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts a class that has a main method with a directory as its first argument. */
    public static ChildProcess start(final Class<?> main, final Path directory, final String... more)
        throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty(
            "surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add(main.getName());
        command.add(directory.toString());
        command.addAll(List.of(more));
        return new ChildProcess(new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    long pid() {
        return process.pid();
    }

    /** Tells whether it still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Returns the next line that it prints, null at its end. */
    public String readLine() throws IOException {
        return output.readLine();
    }

    /** Sends it a line. */
    public void writeLine(final String line) throws IOException {
        process.outputWriter().append(line).append('\n').flush();
    }

    /** Ends what it reads. */
    public void closeInput() throws IOException {
        process.outputWriter().close();
    }

    /** Waits for its end; returns its exit status. */
    public int await() {
        return process.onExit().join().exitValue();
    }

    /** Kills it as {@code kill -9} does and waits for its end. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        output.close();
    }
}
