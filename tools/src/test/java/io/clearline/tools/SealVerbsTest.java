package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.adapters.json.ProofJson;
import io.clearline.engine.seal.KeyRing;
import io.clearline.engine.seal.Proof;
import io.clearline.engine.seal.ProofCheck;
import io.clearline.engine.seal.SealBrokenException;
import io.clearline.engine.seal.SealFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals from the command line: one office clears, another keeps, a third person checks. */
class SealVerbsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private Path reference;
    private Path hainan;
    private Path guangdong;

    @BeforeEach
    void prepare() throws IOException {
        reference = Verbs.reference(home);
        hainan = home.resolve("hainan");
        guangdong = home.resolve("guangdong");
    }

    private Verbs.Result clear(final Path data, final String commands, final String... more) {
        final List<String> args = new ArrayList<>(List.of("run", "--data", data.toString(),
            "--reference", reference.toString(), "--in", "-", "--clock", "declared"));
        args.addAll(List.of(more));
        return Verbs.piped(commands, args.toArray(String[]::new));
    }

    private Verbs.Result ok(final Verbs.Result result) {
        assertEquals(0, result.status(), result.err() + result.out());
        return result;
    }

    private void assertFails(final int status, final String said, final Verbs.Result result) {
        assertEquals(status, result.status(), result.err() + result.out());
        assertEquals(1, result.errLines().size(), result.err());
        assertTrue(result.err().contains(said), result.err());
    }

    private void sealed() {
        ok(clear(hainan, Verbs.declare("A1", "84581100") + Verbs.declare("A2", "84596110"),
            "--seal"));
    }

    private String at(final String name) {
        return home.resolve(name).toString();
    }

    private static String key(final Path data) {
        return data.resolve("seals/key.pub.pem").toString();
    }

    private static Verbs.Result verify(final Path data, final String... more) {
        final List<String> args =
            new ArrayList<>(List.of("verify", "--data", data.toString(), "--offline"));
        args.addAll(List.of(more));
        return Verbs.run(args.toArray(String[]::new));
    }

    @Test
    void aRunSealsWhereItIsAskedToAndFromThenOn() {
        final String plain = ok(clear(guangdong, Verbs.declare("A1", "84581100"))).err();
        assertFalse(plain.contains("sealed"), plain);
        assertFalse(Files.exists(guangdong.resolve("seals")));
        assertFails(1, "nothing is sealed", verify(guangdong));
        assertTrue(ok(clear(hainan, Verbs.declare("A1", "84581100"), "--seal")).err()
            .contains("sealed up to record"));
        assertTrue(ok(clear(hainan, Verbs.declare("A2", "84581100"))).err()
            .contains("sealed up to record"));
        assertFalse(ok(clear(hainan, Verbs.declare("A3", "84581100"), "--no-seal")).err()
            .contains("sealed"));
        final String found = ok(verify(hainan)).out();
        assertTrue(found.contains("records behind the last head are not sealed yet"), found);
        ok(Verbs.run("heads", "seal", "--data", hainan.toString()));
        assertFalse(ok(verify(hainan)).out().contains("not sealed yet"));
        assertTrue(ok(Verbs.run("verify", "--data", hainan.toString())).out()
            .contains("blocks hold what was sealed"), "seals are looked at where there are any");
    }

    @Test
    void aKeyThatOthersCanReadStopsTheRunBeforeItBegins() throws IOException {
        sealed();
        final Path out = home.resolve("out.jsonl");
        Files.writeString(out, "earlier\n");
        Files.setPosixFilePermissions(hainan.resolve("seals/key.pem"),
            PosixFilePermissions.fromString("rw-r--r--"));
        assertFails(3, "open to others", clear(hainan, Verbs.declare("A3", "84581100"), "--out",
            out.toString()));
        assertEquals("earlier\n", Files.readString(out));
        assertFails(3, "open to others",
            Verbs.run("heads", "seal", "--data", hainan.toString()));
        ok(Verbs.run("heads", "seal", "--data", hainan.toString(), "--new-key"));
        ok(clear(hainan, Verbs.declare("A3", "84581100")));
        assertTrue(ok(verify(hainan)).out().contains(" of "), "both keys are in key.pub.pem");
    }

    @Test
    void aCopyOnAReadOnlyMediumIsEnough() throws IOException {
        sealed();
        final Path copy = home.resolve("copy");
        final List<Path> copied = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(hainan)) {
            for (final Path entry : (Iterable<Path>) entries::iterator) {
                final String name = entry.getFileName().toString();
                if (!name.equals("key.pem") && !name.endsWith("lock")) {
                    final Path to = copy.resolve(hainan.relativize(entry).toString());
                    Files.copy(entry, to);
                    copied.add(to);
                }
            }
        }
        for (final Path each : copied) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(
                Files.isDirectory(each) ? "r-xr-xr-x" : "r--r--r--"));
        }
        try {
            final List<String> before = listing(copy);
            final Verbs.Result result = ok(verify(copy, "--key", key(hainan)));
            assertTrue(result.out().contains("as given"), result.out());
            ok(Verbs.run("prove", "--data", copy.toString(), "A1"));
            ok(Verbs.run("heads", "list", "--data", copy.toString()));
            ok(Verbs.run("heads", "export", "--data", copy.toString()));
            assertEquals(before, listing(copy));
        } finally {
            for (final Path each : copied) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static List<String> listing(final Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            final List<String> lines = new ArrayList<>();
            for (final Path path : (Iterable<Path>) paths.sorted()::iterator) {
                lines.add(path + " " + Files.getLastModifiedTime(path) + " "
                    + (Files.isDirectory(path) ? 0 : Arrays.hashCode(Files.readAllBytes(path))));
            }
            return lines;
        }
    }

    @Test
    void offlineVerificationNamesThePlace() throws IOException {
        sealed();
        final Path heads = hainan.resolve("seals/heads");
        final byte[] whole = Files.readAllBytes(heads);
        whole[40] ^= 1;
        Files.write(heads, whole);
        final Verbs.Result damaged = verify(hainan, "--key", key(hainan));
        assertFails(1, "not what was sealed", damaged);
        assertTrue(damaged.out().contains("head of block 1"), damaged.out());
        assertTrue(damaged.out().contains("at byte 0"), damaged.out());
        whole[40] ^= 1;
        Files.write(heads, whole);
        assertFails(2, "public key file", verify(hainan, "--key", at("none.pem")));
        assertFails(2, "heads file", verify(hainan, "--heads", at("none")));
        final Path file;
        try (Stream<Path> files = Files.list(hainan.resolve("journal"))) {
            file = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        final byte[] journal = Files.readAllBytes(file);
        int at = 0;
        while (!(journal[at] == 'C' && journal[at + 1] == 'L' && journal[at + 2] == 'R'
            && journal[at + 3] == '1')) {
            at++;
        }
        journal[at + 70] ^= 1;
        Files.write(file, journal);
        final Verbs.Result flipped = verify(hainan);
        assertFails(1, "damaged from sequence 1", flipped);
        assertTrue(flipped.out().contains("that damage is in block 1"), flipped.out());
    }

    private Verbs.Result exported(final Path data, final String name) {
        return ok(Verbs.run("heads", "export", "--data", data.toString(), "--out", at(name)));
    }

    private Verbs.Result imported(final Path data, final String name, final String from) {
        return Verbs.run(
            "heads", "import", "--data", data.toString(), "--in", at(name), "--from", from);
    }

    private void countersigned() {
        sealed();
        ok(clear(guangdong, Verbs.declare("G1", "84581100"), "--seal"));
        exported(hainan, "hainan.heads");
        ok(imported(guangdong, "hainan.heads", "6400"));
        ok(Verbs.run("heads", "countersign", "--data", guangdong.toString(), "--in",
            at("hainan.heads"), "--out", at("receipt.heads")));
        ok(imported(hainan, "receipt.heads", "5100"));
    }

    @Test
    void officesKeepOneAnotherHonest() throws IOException {
        countersigned();
        final Verbs.Result found = ok(verify(hainan, "--key", key(hainan), "--countersigner",
            "5100=" + key(guangdong), "--heads", at("receipt.heads")));
        assertTrue(found.out().contains("countersigned by 5100"), found.out());
        assertTrue(found.out().contains("heads of " + at("receipt.heads") + " found here"),
            found.out());
        final String listed = ok(Verbs.run("heads", "list", "--data", hainan.toString())).out();
        assertTrue(listed.contains("countersigned by 5100"), listed);
        final String[] lines =
            ok(Verbs.run("heads", "list", "--data", hainan.toString(), "--json")).out().split("\n");
        assertEquals("5100", JSON.readTree(lines[0]).at("/countersigned/0").asText());
        final JsonNode kept = JSON.readTree(ok(Verbs.run("heads", "list", "--data",
            guangdong.toString(), "--json", "--last", "1")).out().split("\n")[1]);
        assertEquals("6400", kept.get("district").asText());
        assertEquals(JSON.readTree(lines[0]).get("hash"), kept.get("hash"));

        // Hainan burns its books and writes others, with the old key.
        final byte[] secret = Files.readAllBytes(hainan.resolve("seals/key.pem"));
        final byte[] ring = Files.readAllBytes(hainan.resolve("seals/key.pub.pem"));
        Setup.remove(hainan);
        ok(clear(hainan, Verbs.declare("B1", "84581100")));
        Files.createDirectories(hainan.resolve("seals"));
        Files.write(Files.createFile(hainan.resolve("seals/key.pem"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
            secret);
        Files.write(hainan.resolve("seals/key.pub.pem"), ring);
        ok(Verbs.run("heads", "seal", "--data", hainan.toString()));
        ok(verify(hainan, "--key", key(hainan)));
        for (final String head : List.of("hainan.heads", "receipt.heads")) {
            final Verbs.Result result =
                verify(hainan, "--key", key(hainan), "--heads", at(head));
            assertFails(1, "not what was sealed", result);
            assertTrue(result.out().contains("history was rewritten"), result.out());
            assertEquals(2, result.out().lines().filter(l -> l.startsWith("    head ")).count());
        }
        exported(hainan, "rewritten.heads");
        final Verbs.Result fork = imported(guangdong, "rewritten.heads", "6400");
        assertFails(1, "its history was rewritten", fork);
        assertTrue(fork.out().contains("known: block 1"), fork.out());
        assertTrue(fork.out().contains("found: block 1"), fork.out());
    }

    @Test
    void badInputOfTheExchangeIsSaid() throws IOException {
        sealed();
        ok(clear(guangdong, Verbs.declare("G1", "84581100"), "--seal"));
        exported(hainan, "hainan.heads");
        assertFails(2, "four digits", imported(guangdong, "hainan.heads", "Hainan"));
        assertFails(2, "is not there", imported(guangdong, "none", "6400"));
        Files.writeString(home.resolve("scrawl"), "scrawl\n");
        assertFails(2, "no heads file", imported(guangdong, "scrawl", "6400"));
        assertFails(2, "was not imported", Verbs.run("heads", "countersign", "--data",
            guangdong.toString(), "--in", at("hainan.heads")));
        assertFails(1, "--key", Verbs.run("heads", "import", "--data", guangdong.toString(),
            "--in", at("hainan.heads"), "--from", "6400", "--key", key(guangdong)));
        assertFails(2, "no block 9", Verbs.run("heads", "export", "--data", hainan.toString(),
            "--from", "9", "--out", at("kept")));
        assertFalse(Files.exists(home.resolve("kept")));
        assertFails(3, "cannot be written", Verbs.run("heads", "export", "--data",
            hainan.toString(), "--out", at("none/kept")));
        assertFails(2, "no number of heads", Verbs.run("heads", "list", "--data",
            hainan.toString(), "--last", "0"));
    }

    private Verbs.Result prove(final String declaration, final String... more) {
        final List<String> args = new ArrayList<>(List.of("prove", "--data", hainan.toString(),
            declaration, "--out", at("proof")));
        args.addAll(List.of(more));
        return Verbs.run(args.toArray(String[]::new));
    }

    private Verbs.Result check(final String... more) {
        final List<String> args = new ArrayList<>(List.of("check-proof", at("proof"), "--key",
            key(hainan)));
        args.addAll(List.of(more));
        return Verbs.run(args.toArray(String[]::new));
    }

    @Test
    void aProofSaysInWordsWhatItProves() throws IOException {
        countersigned();
        ok(prove("A2"));
        final Verbs.Result result = ok(check("--heads", at("receipt.heads"), "--countersigner",
            "5100=" + key(guangdong)));
        for (final String said : List.of("declaration 640020261000000002, ref A2, was decided HOLD",
            "hold LICENCE O, item 1", "sealed in block 1", "Sealed by the holder of key ",
            "countersigned at ", " by 5100", "is the one in " + at("receipt.heads"))) {
            assertTrue(result.out().contains(said), said + " in " + result.out());
        }
        assertTrue(ok(check()).out().contains("whose it is --countersigner says"));
        final byte[] first = Files.readAllBytes(home.resolve("proof"));
        ok(prove("640020261000000002"));
        assertArrayEquals(first, Files.readAllBytes(home.resolve("proof")), "the same bytes");
        assertEquals(1, JSON.readTree(first).get("clearlineProof").asInt());
        assertFails(1, "not among those that were given", Verbs.run("check-proof", at("proof"),
            "--key", key(guangdong)));
    }

    @Test
    void badInputOfProofsIsSaid() throws IOException {
        sealed();
        assertFails(2, "no record", prove("A9"));
        assertFails(2, "no block", prove("A1", "--to", "-1"));
        assertFails(2, "cannot lead to block 9", prove("A1", "--to", "9"));
        assertFails(2, "no proof to be read", check());
        ok(clear(hainan, Verbs.declare("A3", "84581100"), "--no-seal"));
        assertFails(2, "not sealed yet", prove("A3"));
        for (final String wrong : List.of("", "{}", "[]", "{\"clearlineProof\":2}",
            "{\"clearlineProof\":1,\"records\":1,\"blocks\":[],\"anchors\":[],\"keys\":[]}")) {
            Files.writeString(home.resolve("proof"), wrong);
            assertFails(2, "is no proof", check());
        }
        assertFails(2, "--key is missing", Verbs.run("check-proof", at("proof")));
        Files.writeString(home.resolve("proof"),
            "{\"clearlineProof\":1,\"records\":[],\"blocks\":[],\"anchors\":[],\"keys\":[]}");
        assertFails(1, "no record in it", check());
    }

    /** One bit of each byte: the check fails, or what it says is the same to the last letter. */
    @Test
    void noFlippedByteOfAProofChangesWhatItSays() throws IOException {
        countersigned();
        ok(prove("A2"));
        final byte[] whole = Files.readAllBytes(home.resolve("proof"));
        final KeyRing keys = KeyRing.read(Path.of(key(hainan)));
        final String said = said(whole, keys);
        assertEquals(ok(check()).out(), said);
        int failed = 0;
        for (int at = 0; at < whole.length; at++) {
            final byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 7);
            try {
                assertEquals(said, said(flipped, keys), "byte " + at + " of " + whole.length);
            } catch (final SealFormatException | SealBrokenException refused) {
                failed++;
            }
        }
        assertTrue(failed > whole.length * 9 / 10, failed + " of " + whole.length);
    }

    /** What the verb does, without its command line: thousands of times is too often for that. */
    private static String said(final byte[] bytes, final KeyRing keys) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Proof proof = ProofJson.read(bytes);
        ProofCheck.check(proof, keys);
        new ProofText(new PrintStream(out, false, StandardCharsets.UTF_8), proof, Map.of())
            .print();
        return out.toString(StandardCharsets.UTF_8);
    }
}
