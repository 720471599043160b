package io.clearline.adapters.json;

import io.clearline.engine.seal.Countersignature;
import io.clearline.engine.seal.Proof;
import io.clearline.engine.seal.SealFormatException;
import io.clearline.engine.seal.Sha256;
import io.clearline.engine.seal.SignedHead;
import io.clearline.engine.seal.VerifyKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Proofs as JSON: records in Base64, hashes in hex, heads, countersignatures and keys as the lines
 * of text that they are everywhere. The same proof gives the same bytes.
 */
public final class ProofJson {
    private static final String VERSION = "clearlineProof";
    private static final String RECORDS = "records";
    private static final String BLOCKS = "blocks";
    private static final String ANCHORS = "anchors";
    private static final String KEYS = "keys";
    private static final String BLOCK = "block";
    private static final String RECORD = "record";
    private static final String PATH = "path";
    private static final String HEAD = "head";
    private static final String LINKS = "links";
    private static final String COUNTERSIGNATURES = "countersignatures";

    private final JsonWriter json = new JsonWriter();
    private final ObjectWriter out = new ObjectWriter(json);

    private ProofJson() {
    }

    /** Writes a proof as one JSON object and a line end. */
    public static byte[] write(final Proof proof) {
        return new ProofJson().proof(proof);
    }

    /**
     * Reads a proof; nothing of it is believed yet.
     *
     * @throws SealFormatException if it is not what {@link #write} writes
     */
    public static Proof read(final byte[] bytes) {
        final JsonTape tape = new JsonTape();
        if (!new JsonScanner().scan(bytes, 0, bytes.length, tape)) {
            throw new SealFormatException("it is no JSON object");
        }
        final JsonNode proof = new JsonNode(tape, 0);
        if (proof.member(VERSION).integer() != 1) {
            throw new SealFormatException("it is of version " + proof.member(VERSION).integer()
                + ", this release knows 1");
        }
        return new Proof(
            proof.member(RECORDS).elements(ProofJson::record),
            proof.member(BLOCKS).elements(each -> SignedHead.parse(each.text())),
            proof.member(ANCHORS).elements(ProofJson::anchor),
            proof.member(KEYS).elements(each -> VerifyKey.parse(each.text())));
    }

    private static Proof.ProvenRecord record(final JsonNode node) {
        return new Proof.ProvenRecord(node.member(BLOCK).integer(),
            base64(node.member(RECORD).text()), path(node.member(PATH)));
    }

    private static Proof.Anchor anchor(final JsonNode node) {
        return new Proof.Anchor(SignedHead.parse(node.member(HEAD).text()),
            node.member(LINKS).elements(each ->
                new Proof.Link(each.member(BLOCK).integer(), path(each.member(PATH)))),
            node.member(COUNTERSIGNATURES).elements(each -> Countersignature.parse(each.text())));
    }

    private static List<Sha256> path(final JsonNode node) {
        return node.elements(each -> Sha256.parse(each.text()));
    }

    private static byte[] base64(final String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (final IllegalArgumentException e) {
            throw new SealFormatException("a record in it is not in Base64", e);
        }
    }

    private byte[] proof(final Proof proof) {
        out.open('{').integer(VERSION, 1, 0).key(RECORDS).open('[');
        for (final Proof.ProvenRecord each : proof.records()) {
            out.element().open('{').integer(BLOCK, each.block(), 0)
                .text(RECORD, Base64.getEncoder().encodeToString(each.bytes()));
            path(each.path());
            out.close('}');
        }
        out.close(']');
        lines(BLOCKS, proof.blocks().stream().map(SignedHead::line).toList());
        out.key(ANCHORS).open('[');
        proof.anchors().forEach(this::anchor);
        out.close(']');
        lines(KEYS, proof.keys().stream().map(VerifyKey::line).toList());
        out.close('}');
        json.raw('\n');
        return Arrays.copyOf(json.bytes(), json.length());
    }

    private void anchor(final Proof.Anchor anchor) {
        out.element().open('{').text(HEAD, anchor.head().line()).key(LINKS).open('[');
        for (final Proof.Link link : anchor.links()) {
            out.element().open('{').integer(BLOCK, link.block(), 0);
            path(link.path());
            out.close('}');
        }
        out.close(']');
        lines(COUNTERSIGNATURES,
            anchor.countersignatures().stream().map(Countersignature::line).toList());
        out.close('}');
    }

    private void path(final List<Sha256> path) {
        lines(PATH, path.stream().map(Sha256::toString).toList());
    }

    private void lines(final String name, final List<String> lines) {
        out.key(name).open('[');
        for (final String line : lines) {
            out.element();
            json.text(line);
        }
        out.close(']');
    }
}
