package io.clearline.bench.cli;

import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Preset;
import io.clearline.engine.pipeline.Waiting;
import io.clearline.tools.Failure;
import io.clearline.tools.PresetOption;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every benchmark that sends load takes. */
final class LoadOptions {
    private static final int RATE_MAX = 100_000_000;
    private static final double SECONDS_MAX = 3_600;

    @Option(names = "--rate", paramLabel = "N",
        description = "Commands a second of the paced part.")
    private Integer rate;

    @Option(names = "--seconds", defaultValue = "2", paramLabel = "S",
        description = "How long each paced part of a run takes, the control of the same length"
            + " not counted (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--poisson",
        description = "Arrivals as of many who know nothing of each other; else equal gaps.")
    private boolean poisson;

    @Option(names = "--acts",
        description = "Payments, officers' acts, cancellations, vehicles among the declarations;"
            + " else they come before what is measured alone.")
    private boolean acts;

    @Option(names = "--preset", paramLabel = "PRESET", converter = PresetOption.class,
        description = "single, fused or staged (default: by the number of cores).")
    private Preset preset;

    @Option(names = "--waiting", paramLabel = "WAY", converter = WaitingOption.class,
        description = "How stages wait: backoff, yielding or busy-spin (default: by the preset).")
    private Waiting waiting;

    void check() {
        if (rate != null) {
            CommonOptions.range("--rate", rate, 1, RATE_MAX);
        }
        if (!(seconds > 0 && seconds <= SECONDS_MAX)) {
            throw Failure.usage("--seconds " + seconds + " must be above 0 and at most "
                + (int) SECONDS_MAX);
        }
    }

    /** Returns the rate that was given, or another. */
    int rate(final int otherwise) {
        return rate == null ? otherwise : rate;
    }

    boolean rateGiven() {
        return rate != null;
    }

    double seconds() {
        return seconds;
    }

    boolean poisson() {
        return poisson;
    }

    boolean acts() {
        return acts;
    }

    EngineConfig config(final Durability durability) {
        EngineConfig config = EngineConfig.defaults().withDurability(durability);
        config = preset == null ? config : config.withPreset(preset);
        return waiting == null ? config : config.withWaiting(waiting);
    }

    /** Reads {@code backoff}, {@code yielding} or {@code busy-spin}. */
    static final class WaitingOption implements ITypeConverter<Waiting> {
        @Override
        public Waiting convert(final String value) {
            return switch (value) {
                case "backoff" -> Waiting.BACKOFF;
                case "yielding" -> Waiting.YIELDING;
                case "busy-spin" -> Waiting.BUSY_SPIN;
                default -> throw new TypeConversionException("'" + value
                    + "' is neither backoff nor yielding nor busy-spin");
            };
        }
    }
}
