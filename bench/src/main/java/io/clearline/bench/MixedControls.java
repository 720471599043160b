package io.clearline.bench;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlThen;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;

/**
 * Controls for the mixed stream: the first ten look at imports out of one country each and take a
 * share of them, so that some three in a hundred declarations are hit; all others name traders,
 * goods and vessels of the stream and hit none. The same for the same reference data.
 */
final class MixedControls {
    private static final int HITTING = 10;
    /** Six countries of the list lie between two of those that are looked at. */
    private static final int STEP = 6;
    private static final int VESSELS = 800_000;

    private final ControlMaker maker;

    MixedControls(final MixedReference reference) {
        maker = new ControlMaker(new StreamNames(reference));
    }

    MutableDirectBuffer buffer() {
        return maker.buffer();
    }

    /** Writes control {@code number}; returns the message's length. */
    int next(final int number) {
        if (number >= HITTING) {
            return maker.next(number);
        }
        final ControlThen then = number % 3 == 0 ? ControlThen.AUDIT
            : number % 3 == 1 ? ControlThen.EXAMINE : ControlThen.DOCUMENT;
        return maker.imports(
            number, MixedReference.country(number * STEP), then, Scales.RATE * 2 / 5);
    }

    /** Writes a version of a control that hits none; returns the message's length. */
    int version(final int number, final int version) {
        return maker.version(number, version);
    }

    /** Names that the stream's declarations have. */
    private static final class StreamNames implements ControlMaker.Names {
        private final MixedReference reference;

        StreamNames(final MixedReference reference) {
            this.reference = reference;
        }

        @Override
        public String hs(final SplittableRandom random, final int draw) {
            final int line8 =
                reference.lines[random.nextInt(MixedReference.LINES)].line8();
            final String text = String.format("%08d", line8);
            return draw < 3 ? text.substring(0, 4) : draw < 6 ? text.substring(0, 6) : text;
        }

        @Override
        public String trader(final SplittableRandom random) {
            return new String(reference.traders[random.nextInt(reference.traders.length)].uscc(),
                StandardCharsets.US_ASCII);
        }

        @Override
        public String conveyance(final SplittableRandom random) {
            return "QA" + (100_000 + random.nextInt(VESSELS));
        }
    }
}
