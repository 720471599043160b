package io.clearline.bench.report;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine that figures are from, as far as it tells: what is not there (another system, a
 * container) is left out.
 */
public final class Environment {
    private static final Path VULNERABILITIES = Path.of("/sys/devices/system/cpu/vulnerabilities");
    private static final long MIB = 1 << 20;

    private Environment() {
    }

    /**
     * Returns what is known, in an order fit for reading.
     *
     * @param directory where journals are written
     */
    public static Map<String, String> of(final Path directory) {
        final Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "cpu", line("/proc/cpuinfo", "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        put(facts, "hypervisor", line("/proc/cpuinfo", "flags").contains(" hypervisor ")
            ? "yes: a virtual machine" : "");
        put(facts, "governor", text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
        put(facts, "cgroup cpu.max", text("/sys/fs/cgroup/cpu.max"));
        put(facts, "memory", line("/proc/meminfo", "MemTotal"));
        put(facts, "load average", text("/proc/loadavg"));
        put(facts, "clock source",
            text("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
        put(facts, "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version")
            + " " + System.getProperty("os.arch"));
        put(facts, "transparent huge pages",
            text("/sys/kernel/mm/transparent_hugepage/enabled"));
        put(facts, "dirty ratios", text("/proc/sys/vm/dirty_background_ratio") + " "
            + text("/proc/sys/vm/dirty_ratio"));
        put(facts, "mitigations", mitigations());
        facts.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version() + ", "
            + System.getProperty("java.vendor"));
        facts.put("jvm flags", String.join(" ",
            ManagementFactory.getRuntimeMXBean().getInputArguments()));
        facts.put("collectors", String.join(", ", ManagementFactory.getGarbageCollectorMXBeans()
            .stream().map(GarbageCollectorMXBean::getName).toList()));
        facts.put("heap max", Runtime.getRuntime().maxMemory() / MIB + " MiB");
        store(facts, directory);
        return facts;
    }

    /** Returns them as lines. */
    public static String text(final Map<String, String> facts) {
        final StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private static void put(
        final Map<String, String> facts, final String name, final String value) {
        if (!value.isBlank()) {
            facts.put(name, value.strip());
        }
    }

    private static void store(final Map<String, String> facts, final Path directory) {
        facts.put("journal directory", directory.toString());
        try {
            final FileStore store = Files.getFileStore(directory);
            facts.put("file system", store.type() + " on " + store.name());
            facts.put("file system free", store.getUsableSpace() / MIB + " MiB of "
                + store.getTotalSpace() / MIB + " MiB");
            put(facts, "mount", mount(store));
        } catch (final IOException untold) {
            facts.put("file system", "not told: " + untold.getMessage());
        }
    }

    /** Returns the options of the mount; the JDK names a store by its mount point first. */
    private static String mount(final FileStore store) {
        final String point = store.toString().replaceAll(" \\(.*", "");
        return lines("/proc/mounts").stream()
            .filter(line -> line.contains(" " + point + " "))
            .reduce("", (earlier, later) -> later);
    }

    private static String mitigations() {
        try (Stream<Path> files = Files.list(VULNERABILITIES)) {
            return String.join("; ", files.sorted()
                .map(file -> file.getFileName() + ": " + text(file.toString()).strip())
                .filter(line -> !line.endsWith("Not affected")).toList());
        } catch (final IOException untold) {
            return "";
        }
    }

    private static String line(final String file, final String key) {
        return lines(file).stream().filter(line -> line.startsWith(key)).findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1) + " ").orElse("");
    }

    private static List<String> lines(final String file) {
        return text(file).lines().toList();
    }

    private static String text(final String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (final IOException untold) {
            return "";
        }
    }
}
