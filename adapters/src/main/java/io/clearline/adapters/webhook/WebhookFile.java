package io.clearline.adapters.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.adapters.identity.TokenFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The webhooks of a data directory: {@code webhooks.jsonl}, one a line, readable by its owner alone, since
 * the secrets that sign are in it; written whole beside and renamed. A wish to have answers resent is a
 * file of its own, taken away by who serves it.
 */
public final class WebhookFile {
    /** The file's name in the data directory. */
    public static final String NAME = "webhooks.jsonl";
    private static final String RESEND = "webhook-resend-";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    private final Path data;

    /** Names the file of a data directory; it need not be there. */
    public WebhookFile(final Path data) {
        this.data = data;
    }

    /** Returns the file. */
    public Path path() {
        return data.resolve(NAME);
    }

    /**
     * Reads all webhooks, in the order they were made.
     *
     * @throws IOException if the file cannot be read or a line is no webhook; it names the line
     */
    public List<Webhook> read() throws IOException {
        final List<Webhook> all = new ArrayList<>();
        if (Files.notExists(path())) {
            return all;
        }
        final List<String> lines = Files.readAllLines(path());
        for (int i = 0; i < lines.size(); i++) {
            try {
                final JsonNode line = JSON.readTree(lines.get(i));
                all.add(new Webhook(line.get("id").asText(), URI.create(line.get("url").asText()),
                    line.get("principal").asText(), line.get("secret").asText(),
                    line.get("after").asLong()));
            } catch (final JsonProcessingException | IllegalArgumentException
                | NullPointerException e) {
                throw new IOException(path() + ", line " + (i + 1) + " is no webhook", e);
            }
        }
        return all;
    }

    /**
     * Makes a webhook and keeps it.
     *
     * @throws IOException if it cannot be written; then nothing is sent
     */
    public Webhook add(final URI url, final String principal, final long after)
        throws IOException {
        final SecureRandom random = new SecureRandom();
        final Webhook made = new Webhook(
            hex(random, ID_BYTES), url, principal, hex(random, SECRET_BYTES), after);
        final List<Webhook> all = read();
        all.add(made);
        write(all);
        return made;
    }

    /** Takes a webhook away; returns whether there was one of that id. */
    public boolean remove(final String id) throws IOException {
        final List<Webhook> all = read();
        final boolean found = all.removeIf(webhook -> webhook.id().equals(id));
        if (found) {
            write(all);
        }
        return found;
    }

    private void write(final List<Webhook> all) throws IOException {
        final StringBuilder text = new StringBuilder();
        for (final Webhook webhook : all) {
            text.append(JSON.createObjectNode().put("id", webhook.id())
                .put("url", webhook.url().toString()).put("principal", webhook.principal())
                .put("secret", webhook.secret()).put("after", webhook.after())).append('\n');
        }
        TokenFile.writeOwnerOnly(path(), text.toString());
    }

    private static String hex(final SecureRandom random, final int bytes) {
        final byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** Wishes that all answers behind a record are sent again. */
    public void askResend(final String id, final long after) throws IOException {
        TokenFile.writeOwnerOnly(data.resolve(RESEND + id), after + "\n");
    }

    /** Returns the wish for a webhook, if there is one. */
    Optional<Long> resend(final String id) throws IOException {
        final Path file = data.resolve(RESEND + id);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        final String text = Files.readString(file).strip();
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** Takes a wish away, once the position that serves it is kept. */
    void resent(final String id) throws IOException {
        Files.deleteIfExists(data.resolve(RESEND + id));
    }
}
