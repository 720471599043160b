package io.clearline.tools;

import io.clearline.adapters.json.Explanation;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.JournalStart;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.state.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearline explain}. */
@Command(
    name = "explain",
    description = "Why a record was decided as it was: outcome, every hold, reject and notice,"
        + " what it saw"
        + " and its legal basis. Of a declaration: every record that concerns it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExplainVerb implements Callable<Integer> {
    private static final int BATCH = 1024;
    private static final int NUMBER_DIGITS = 18;

    private final Streams streams;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final Explanation explanation = new Explanation();
    /** The records to explain, in their order, and how many of them have been. */
    private final List<Long> wanted = new ArrayList<>();
    private int shown;
    /** Whether a control hit something in any of them, in shadow too. */
    private boolean anyHit;

    @Mixin
    private DataOption data;

    @Parameters(index = "0", paramLabel = "SEQ|DECLARATION",
        description = "A journal sequence, a declaration's number of 18 digits, or a ref. A"
            + " shorter number"
            + " that is no sequence of this journal is taken for a ref.")
    private String what;

    ExplainVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final DataDirectory directory = data.look();
        final long first = JournalStart.read(directory);
        final boolean digits = what.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits && what.length() < NUMBER_DIGITS) {
            record(directory, Long.parseLong(what));
        }
        final boolean ofDeclaration = wanted.isEmpty();
        if (ofDeclaration) {
            declaration(directory,
                digits && what.length() == NUMBER_DIGITS ? Long.parseLong(what) : 0);
        }
        if (wanted.isEmpty()) {
            throw Failure.usage("nothing in " + data.directory() + " is about " + what
                + (first == 1 ? "; give a sequence, a number of 18 digits or a ref"
                    : "; the journal begins with record " + first
                        + ", what was decided before is no longer kept here: look in the copy"
                        + " of the files that were deleted"));
        }
        if (ofDeclaration && first > 1) {
            streams.err().println("clearline explain: the journal begins with record " + first
                + "; what was decided about " + what + " before is no longer kept here");
        }
        if (!anyHit || !showWithHistory(directory)) {
            wanted.subList(shown, wanted.size()).forEach(sequence -> show(directory, sequence));
        }
        return 0;
    }

    private void record(final DataDirectory directory, final long sequence) {
        if (sequence < 1) {
            return;
        }
        try (JournalReader reader = JournalReader.open(directory, sequence)) {
            reader.poll((record, at, length) -> want(record, at), 1);
        } catch (final RecordNotKeptException gone) {
            return;
        }
    }

    /** Wants every record whose decision is about the declaration; a number of 0 is the ref. */
    private void declaration(final DataDirectory directory, final long number) {
        try (JournalReader reader = JournalReader.open(directory)) {
            int count = 1;
            while (count > 0) {
                count = reader.poll((record, at, length) -> {
                    if (concerns(record, at, number)) {
                        want(record, at);
                    }
                }, BATCH);
            }
        }
    }

    private void want(final DirectBuffer record, final int at) {
        wanted.add(RecordHeader.sequence(record, at));
        anyHit |= Effects.hits(record, RecordHeader.effectsAt(record, at),
            RecordHeader.effectsLength(record, at)).length > 0;
    }

    /** What controls saw is told from the state as it was, so all before must be applied. */
    private boolean showWithHistory(final DataDirectory directory) {
        try {
            JournalHistory.read(directory, wanted.get(wanted.size() - 1), (record, at, history) -> {
                if (shown < wanted.size()
                    && wanted.get(shown) == RecordHeader.sequence(record, at)) {
                    print(explanation.of(record, at, history));
                }
            });
            return true;
        } catch (final JournalException damaged) {
            streams.err().println("clearline explain: what controls saw cannot be told: "
                + damaged.getMessage());
            return false;
        }
    }

    private void show(final DataDirectory directory, final long sequence) {
        try (JournalReader reader = JournalReader.open(directory, sequence)) {
            reader.poll((record, at, length) -> print(explanation.of(record, at)), 1);
        }
    }

    private void print(final String text) {
        if (shown++ > 0) {
            streams.out().println();
        }
        streams.out().print(text);
    }

    private boolean concerns(final DirectBuffer record, final int at, final long number) {
        final int answerAt = RecordHeader.answerAt(record, at);
        header.wrap(record, answerAt);
        if (header.templateId() != DecisionDecoder.TEMPLATE_ID) {
            return false;
        }
        decision.wrapAndApplyHeader(record, answerAt, header);
        if (number != 0) {
            return decision.declaration() == number;
        }
        return decision.submitterRef().equals(what);
    }
}
