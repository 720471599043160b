package io.clearline.tools;

import io.clearline.engine.follower.Status;
import io.clearline.engine.follower.StatusOptions;
import io.clearline.engine.follower.StatusStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearline status}. */
@Command(
    name = "status",
    description = "How a declaration stands, as one JSON line from the status store, which is"
        + " brought up to"
        + " the journal first. Without REF: the journal, its snapshots and followers, and what the"
        + " last start found.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StatusVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Parameters(index = "0", arity = "0..1", paramLabel = "REF",
        description = "The declaration's number of 18 digits, or the submitter's reference.")
    private String reference;

    StatusVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (reference == null) {
            new DataStatus(data.look()).lines().forEach(streams.out()::println);
            return 0;
        }
        try (StatusStore store = StatusStore.open(
            data.look(), StatusOptions.defaults().withCores(Cores::create))) {
            final Optional<Status> found = store.find(reference);
            if (found.isEmpty()) {
                throw Failure.usage("no declaration " + reference + " was accepted up to record "
                    + store.lastSequence());
            }
            print(found.get());
        }
        return 0;
    }

    private void print(final Status status) {
        final JsonText json = new JsonText();
        json.open()
            .text("declaration", status.declaration())
            .text("ref", status.ref())
            .text("outcome", status.outcome().name())
            .text("lane", status.lane() == null ? null : status.lane().name())
            .text("receipt", status.receipt() == 0 ? null : String.valueOf(status.receipt()))
            .flag("departed", status.departed())
            .number("seq", status.sequence())
            .text("at", JsonText.time(status.timeMs()))
            .close();
        streams.out().println(json);
    }
}
