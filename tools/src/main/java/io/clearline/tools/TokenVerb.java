package io.clearline.tools;

import io.clearline.adapters.identity.Token;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.text.CheckDigits;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code clearline token}. */
@Command(
    name = "token",
    description = "Makes, lists and revokes the tokens by which senders are known to serve. It need"
        + " not run; where it does, changes count at once.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TokenVerb implements Runnable {
    private static final int NAME_LENGTH_MAX = 64;
    private static final int DAYS_MAX = 3660;

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    TokenVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say make, list or revoke");
    }

    private static TokenFile file(final Path data) {
        if (!Files.isDirectory(data)) {
            throw Failure.usage("there is no data directory at " + data
                + "; ./clearline run and ./clearline serve make one");
        }
        return new TokenFile(data);
    }

    @Command(name = "make", mixinStandardHelpOptions = true,
        description = "Prints a new token; it is shown this once and never again.")
    int make(
        @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "The data directory.") final Path data,
        @Option(names = "--principal", required = true, paramLabel = "NAME",
            description = "Whom its bearer acts as; records name it.") final String principal,
        @Option(names = "--role", required = true, paramLabel = "ROLE",
            description = "port-system, declarant, officer, analyst, publisher, auditor or"
                + " administrator.") final String role,
        @Option(names = "--office", paramLabel = "NNNN",
            description = "The office it acts for; an officer needs one.") final String office,
        @Option(names = "--party", paramLabel = "USCC",
            description = "Credit code that a declarant acts for.") final String party,
        @Option(names = "--subject", paramLabel = "NAME",
            description = "Makes no token but lets the client certificate of this subject stand for"
                + " the principal, such as CN=lane-7,O=Haikou.") final String subject,
        @Option(names = "--days", defaultValue = "90", paramLabel = "N",
            description = "How long it is good (default: ${DEFAULT-VALUE}).") final int days)
        throws IOException {
        final Role wanted = role(role);
        if (principal.isBlank() || principal.length() > NAME_LENGTH_MAX) {
            throw Failure.usage("--principal has 1 to " + NAME_LENGTH_MAX + " characters");
        }
        if (office != null && !office.matches("[0-9]{4}")) {
            throw Failure.usage("--office " + office + " is none: give four digits");
        }
        if (wanted == Role.OFFICER && office == null) {
            throw Failure.usage("an officer acts for an office: give --office");
        }
        final byte[] code = party == null
            ? new byte[0] : party.getBytes(StandardCharsets.UTF_8);
        if ((wanted == Role.DECLARANT) != (party != null)
            || party != null && CheckDigits.uscc(code, 0, code.length) != null) {
            throw Failure.usage("a declarant, and no other, has a --party: its credit code of 18"
                + " characters with a right check digit");
        }
        if (days < 1 || days > DAYS_MAX) {
            throw Failure.usage("--days " + days + " is none: give 1 to " + DAYS_MAX);
        }
        final int number = office == null ? 0 : Integer.parseInt(office);
        final String uscc = party == null ? "" : party;
        final Instant expires = Instant.now().plus(Duration.ofDays(days));
        if (subject != null) {
            final Token bound = file(data).bind(
                subject(subject), principal, wanted, number, uscc, expires);
            streams.err().println("certificate " + bound.id() + " of " + principal
                + " is good until " + bound.expires());
            return 0;
        }
        final TokenFile.Made made = file(data).make(principal, wanted, number, uscc, expires);
        streams.out().println(made.secret());
        streams.err().println("token " + made.token().id() + " of " + principal
            + " is good until " + made.token().expires());
        return 0;
    }

    /** Returns a subject as certificates spell it when they are asked. */
    private static String subject(final String text) {
        try {
            return new X500Principal(text).getName();
        } catch (final IllegalArgumentException e) {
            throw Failure.usage("--subject " + text + " is no distinguished name, such as"
                + " CN=lane-7,O=Haikou", e);
        }
    }

    private static Role role(final String text) {
        for (final Role role : Role.values()) {
            if (role != Role.NULL_VAL && word(role).equals(text)) {
                return role;
            }
        }
        throw Failure.usage("--role " + text + " is none: give port-system, declarant, officer,"
            + " analyst, publisher, auditor or administrator");
    }

    private static String word(final Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
        description = "Prints every token, without its secret.")
    int list(
        @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "The data directory.") final Path data) throws IOException {
        final Instant now = Instant.now();
        for (final Token token : file(data).read()) {
            streams.out().printf(Locale.ROOT, "%s %s %s office %04d party %s %s %s%s%n", token.id(),
                token.principal(), word(token.role()), token.office(),
                token.party().isEmpty() ? "-" : token.party(),
                token.revoked() ? "revoked" : token.isLive(now) ? "good until" : "expired",
                token.expires(), token.isCertificate() ? " " + token.hash() : "");
        }
        return 0;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true,
        description = "Takes a token back.")
    int revoke(
        @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "The data directory.") final Path data,
        @Parameters(index = "0", paramLabel = "ID", description = "As list shows it.")
        final String id) throws IOException {
        if (!file(data).revoke(id)) {
            throw Failure.usage("there is no token " + id + "; see ./clearline token list");
        }
        streams.err().println("token " + id + " is worth nothing any more");
        return 0;
    }
}
