package io.clearline.tools;

import io.clearline.adapters.identity.Token;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.webhook.Webhook;
import io.clearline.adapters.webhook.WebhookFile;
import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalMarks;
import io.clearline.engine.journal.JournalStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clearline webhook}. */
@Command(
    name = "webhook",
    description = "Makes, lists and removes the receivers that serve posts answers to. It need not"
        + " run; where it does, changes count at once.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class WebhookVerb implements Runnable {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    WebhookVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say add, list, remove or resend");
    }

    @Command(name = "add", mixinStandardHelpOptions = true,
        description = "Prints the secret that signs what is posted; it is shown this once.")
    int add(
        @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "The data directory.") final Path data,
        @Option(names = "--url", required = true, paramLabel = "URL",
            description = "Where answers are posted to: https, or http on this machine.")
        final String url,
        @Option(names = "--principal", required = true, paramLabel = "NAME",
            description = "Whose answers; an auditor's are everybody's.") final String principal,
        @Option(names = "--after", paramLabel = "SEQ",
            description = "Begins behind this record (default: the last there is).")
        final Long after,
        @Option(names = "--plain",
            description = "Takes http on other machines, too: answers cross the network in plain.")
        final boolean plain) throws IOException {
        final DataDirectory directory = DataOption.look(data);
        final URI target = url(url, plain);
        final Instant now = Instant.now();
        if (new TokenFile(data).read().stream().noneMatch((final Token token) ->
            token.principal().equals(principal) && token.isLive(now))) {
            throw Failure.usage("no token of " + principal + " is good: make one with ./clearline"
                + " token make, its role says what may be sent");
        }
        final long last = JournalMarks.read(directory).appended();
        if (after != null) {
            requireKept(directory, after);
        }
        final Webhook made =
            new WebhookFile(data).add(target, principal, after == null ? last : after);
        // From now on the journal is kept for it, whether or not serve runs.
        FollowerPositions.begin(directory, made.follower(), made.after());
        streams.out().println(made.secret());
        streams.err().println("webhook " + made + " begins behind record " + made.after());
        return 0;
    }

    private static URI url(final String text, final boolean plain) {
        try {
            final URI url = URI.create(text);
            final boolean encrypted = "https".equals(url.getScheme());
            if (url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null
                && (encrypted || "http".equals(url.getScheme()))) {
                if (encrypted || plain || InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
                    return url;
                }
                throw Failure.usage("answers would cross the network in plain to " + text
                    + ": give an https address, or allow it by --plain");
            }
        } catch (final IllegalArgumentException | UnknownHostException none) {
            throw Failure.usage("--url " + text + " is none: give https://HOST/PATH", none);
        }
        throw Failure.usage("--url " + text + " is none: give https://HOST/PATH");
    }

    private static void requireKept(final DataDirectory directory, final long after) {
        final long first = JournalStart.read(directory);
        if (after < first - 1) {
            throw Failure.usage("--after " + after + " is none: the journal begins with record "
                + first + ", give " + (first - 1) + " or above");
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
        description = "Prints every webhook and the last record that it is done with, without its"
            + " secret.")
    int list(
        @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "The data directory.") final Path data) throws IOException {
        final Map<String, Long> positions = FollowerPositions.all(DataOption.look(data));
        for (final Webhook webhook : new WebhookFile(data).read()) {
            streams.out().println(webhook + " at record "
                + positions.getOrDefault(webhook.follower(), webhook.after()));
        }
        return 0;
    }

    @Command(name = "remove", mixinStandardHelpOptions = true,
        description = "Takes a webhook away; nothing more is posted to it.")
    int remove(
        @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "The data directory.") final Path data,
        @Parameters(index = "0", paramLabel = "ID", description = "As list shows it.")
        final String id) throws IOException {
        final DataDirectory directory = DataOption.look(data);
        if (!new WebhookFile(data).remove(id)) {
            throw none(id);
        }
        // Where serve runs it does the same once it has seen that.
        if (!directory.inUse()) {
            FollowerPositions.end(directory, Webhook.FOLLOWER + id);
        }
        streams.err().println("nothing more is posted to webhook " + id);
        return 0;
    }

    private static Failure none(final String id) {
        return Failure.usage("there is no webhook " + id + "; see ./clearline webhook list");
    }

    @Command(name = "resend", mixinStandardHelpOptions = true,
        description = "Has all answers behind a record posted again; serve does it, at once or when"
            + " it starts.")
    int resend(
        @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "The data directory.") final Path data,
        @Option(names = "--after", required = true, paramLabel = "SEQ",
            description = "The last record whose answers are not wanted.") final long after,
        @Parameters(index = "0", paramLabel = "ID", description = "As list shows it.")
        final String id) throws IOException {
        final WebhookFile file = new WebhookFile(data);
        requireKept(DataOption.look(data), after);
        if (file.read().stream().noneMatch(webhook -> webhook.id().equals(id))) {
            throw none(id);
        }
        file.askResend(id, after);
        streams.err().println("answers behind record " + after + " are posted to webhook " + id
            + " again");
        return 0;
    }
}
