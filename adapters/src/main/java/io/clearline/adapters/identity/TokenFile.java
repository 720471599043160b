package io.clearline.adapters.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The tokens of a data directory: {@code tokens.jsonl}, one a line, readable by its owner alone, written
 * whole beside and renamed. Of a secret only its hash is kept: 256 random bits need no slow hash. Two
 * processes that change it at one time are not kept apart: the later one wins.
 */
public final class TokenFile {
    /** The file's name in the data directory. */
    public static final String NAME = "tokens.jsonl";
    /** No hash of a secret begins like that, so nobody can send a name for a secret. */
    static final String SUBJECT = "subject:";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;

    /** Names the file of a data directory; it need not be there. */
    public TokenFile(final Path data) {
        path = data.resolve(NAME);
    }

    /** A token just made, with the only copy of its secret. */
    public record Made(Token token, String secret) {
    }

    /**
     * What tells a file from the one that it replaced. The time alone does not: a file system's clock may
     * stand still for several milliseconds, longer than making a token takes.
     *
     * @param key the file system's own name of the file, null where it has none
     */
    record Version(FileTime changed, long bytes, Object key) {
        private static final Version NONE = new Version(FileTime.fromMillis(0), 0, null);
    }

    /** Returns the version of the file that is there now, without reading it. */
    Version version() throws IOException {
        try {
            final BasicFileAttributes now =
                Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (final NoSuchFileException e) {
            return Version.NONE;
        }
    }

    /** Returns the file. */
    public Path path() {
        return path;
    }

    /**
     * Reads all tokens, in the order they were made.
     *
     * @throws IOException if the file cannot be read or a line is no token; it names the line
     */
    public List<Token> read() throws IOException {
        final List<Token> tokens = new ArrayList<>();
        if (Files.notExists(path)) {
            return tokens;
        }
        final List<String> lines = Files.readAllLines(path);
        for (int i = 0; i < lines.size(); i++) {
            try {
                tokens.add(token(JSON.readTree(lines.get(i))));
            } catch (final JsonProcessingException | IllegalArgumentException
                | NullPointerException | DateTimeException e) {
                throw new IOException(path + ", line " + (i + 1) + " is no token", e);
            }
        }
        return tokens;
    }

    private static Token token(final JsonNode line) {
        return new Token(line.get("id").asText(), line.get("principal").asText(),
            Role.valueOf(line.get("role").asText()), line.get("office").asInt(),
            line.get("party").asText(), Instant.parse(line.get("expires").asText()),
            line.get("hash").asText(), line.get("revoked").asBoolean());
    }

    /**
     * Lets a client certificate stand for a principal, as long as a token would.
     *
     * @param subject its distinguished name, RFC 2253
     * @throws IOException if it cannot be written; then the certificate stands for nobody
     */
    public Token bind(final String subject, final String principal, final Role role,
        final int office, final String party, final Instant expires) throws IOException {
        final Token token = new Token(hex(new SecureRandom(), ID_BYTES), principal, role, office,
            party, expires, subjectKey(subject), false);
        add(token);
        return token;
    }

    static String subjectKey(final String subject) {
        return SUBJECT + subject;
    }

    private void add(final Token token) throws IOException {
        final List<Token> tokens = read();
        tokens.add(token);
        write(tokens);
    }

    /**
     * Makes a token and keeps it.
     *
     * @throws IOException if it cannot be written; then it is worth nothing
     */
    public Made make(final String principal, final Role role, final int office,
        final String party, final Instant expires) throws IOException {
        final SecureRandom random = new SecureRandom();
        final String id = hex(random, ID_BYTES);
        final String secret = "clearline_" + id + "_" + hex(random, SECRET_BYTES);
        final Token token =
            new Token(id, principal, role, office, party, expires, hash(secret), false);
        add(token);
        return new Made(token, secret);
    }

    /** Takes a token back; returns whether there was one of that id. */
    public boolean revoke(final String id) throws IOException {
        final List<Token> tokens = read();
        boolean found = false;
        for (int i = 0; i < tokens.size(); i++) {
            final Token t = tokens.get(i);
            if (t.id().equals(id)) {
                tokens.set(i, new Token(t.id(), t.principal(), t.role(), t.office(), t.party(),
                    t.expires(), t.hash(), true));
                found = true;
            }
        }
        if (found) {
            write(tokens);
        }
        return found;
    }

    private void write(final List<Token> tokens) throws IOException {
        final StringBuilder text = new StringBuilder();
        for (final Token token : tokens) {
            final ObjectNode line = JSON.createObjectNode()
                .put("id", token.id()).put("principal", token.principal())
                .put("role", token.role().name()).put("office", token.office())
                .put("party", token.party()).put("expires", token.expires().toString())
                .put("hash", token.hash()).put("revoked", token.revoked());
            text.append(line).append('\n');
        }
        writeOwnerOnly(path, text.toString());
    }

    /** Writes a file that only its owner may read, whole or not at all. */
    public static void writeOwnerOnly(final Path file, final String text) throws IOException {
        final Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hex(final SecureRandom random, final int bytes) {
        final byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** Returns the hash under which a secret is kept. */
    public static String hash(final String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                .digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
