package io.clearline.tools;

import io.clearline.adapters.inbox.Inbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which folder {@code serve} takes files from. */
final class InboxOptions {
    @Option(names = "--inbox", paramLabel = "DIR",
        description = "Sends the files of JSON Lines, and of CSV with a mapping, that are renamed into DIR/in, each"
            + " content once; answers come to DIR/results and, those that refuse, to DIR/rejects.")
    private Path inbox;

    @Option(names = "--inbox-token", paramLabel = "FILE",
        description = "File with the token of the principal it sends as; nobody else sends as it.")
    private Path token;

    /** Returns what it watches, empty where nothing; nothing is made. */
    Optional<Inbox.Options> read() {
        if ((inbox == null) != (token == null)) {
            throw Failure.usage("--inbox and --inbox-token go together: make a token of a"
                + " principal of the inbox's own and put it into a file");
        }
        if (inbox != null && !Files.isReadable(token)) {
            throw Failure.usage("--inbox-token " + token + " cannot be read");
        }
        return inbox == null ? Optional.empty() : Optional.of(new Inbox.Options(inbox, token));
    }
}
