package io.clearline.tools;

import io.clearline.adapters.json.Explanation;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
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
        final boolean digits = what.chars().allMatch(c -> c >= '0' && c <= '9');
        final boolean shown = digits && what.length() < NUMBER_DIGITS
            ? record(directory, Long.parseLong(what)) || declaration(directory, 0)
            : declaration(directory,
                digits && what.length() == NUMBER_DIGITS ? Long.parseLong(what) : 0);
        if (!shown) {
            throw Failure.usage("nothing in " + data.directory() + " is about " + what
                + "; give a sequence, a number of 18 digits or a ref");
        }
        return 0;
    }

    private boolean record(final DataDirectory directory, final long sequence) {
        if (sequence < 1) {
            return false;
        }
        final Explanation explanation = new Explanation();
        try (JournalReader reader = JournalReader.open(directory, sequence)) {
            return reader.poll(
                (record, at, length) -> streams.out().print(explanation.of(record, at)), 1) == 1;
        }
    }

    /**
     * Shows every record whose decision is about the declaration; a number of 0 stands for the ref.
     */
    private boolean declaration(final DataDirectory directory, final long number) {
        final Explanation explanation = new Explanation();
        final boolean[] shown = new boolean[1];
        try (JournalReader reader = JournalReader.open(directory, 1)) {
            int count = 1;
            while (count > 0) {
                count = reader.poll((record, at, length) -> {
                    if (concerns(record, at, number)) {
                        if (shown[0]) {
                            streams.out().println();
                        }
                        streams.out().print(explanation.of(record, at));
                        shown[0] = true;
                    }
                }, BATCH);
            }
        }
        return shown[0];
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
