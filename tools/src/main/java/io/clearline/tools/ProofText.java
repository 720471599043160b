package io.clearline.tools;

import io.clearline.adapters.json.Explanation;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.seal.Countersignature;
import io.clearline.engine.seal.Proof;
import io.clearline.engine.seal.SealHead;
import io.clearline.engine.seal.Sha256;
import io.clearline.engine.seal.SignedHead;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** Says in words what a proof proves that was checked. */
final class ProofText {
    private final PrintStream out;
    private final Proof proof;
    private final Map<Sha256, String> countersigners;

    ProofText(
        final PrintStream out, final Proof proof, final Map<Sha256, String> countersigners) {
        this.out = out;
        this.proof = proof;
        this.countersigners = countersigners;
    }

    void print() {
        out.println(summary());
        for (final Proof.ProvenRecord each : proof.records()) {
            final UnsafeBuffer record = new UnsafeBuffer(each.bytes());
            out.println();
            out.print(new Explanation().of(record, 0));
            out.println("sealed in " + head(each.block()));
        }
        out.println();
        keys().forEach(key -> out.println("Sealed by the holder of key " + key + "."));
        proof.anchors().forEach(this::anchor);
        out.println("Not proven: that these are all records about it, and that none came later.");
    }

    private Set<Sha256> keys() {
        final Set<Sha256> keys = new LinkedHashSet<>();
        proof.blocks().forEach(head -> keys.add(head.head().key()));
        proof.anchors().forEach(anchor -> keys.add(anchor.head().head().key()));
        return keys;
    }

    /** Says how the last decision left the declaration. */
    private String summary() {
        final List<Proof.ProvenRecord> records = proof.records();
        for (int i = records.size() - 1; i >= 0; i--) {
            final UnsafeBuffer record = new UnsafeBuffer(records.get(i).bytes());
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            final int at = RecordHeader.answerAt(record, 0);
            if (header.wrap(record, at).templateId() != DecisionDecoder.TEMPLATE_ID) {
                continue;
            }
            final DecisionDecoder decision =
                new DecisionDecoder().wrapAndApplyHeader(record, at, header);
            final boolean numbered =
                decision.declaration() != DecisionDecoder.declarationNullValue();
            return String.format(Locale.ROOT, "Proven: %s, ref %s, was decided %s by record %d%s.",
                numbered ? String.format(Locale.ROOT, "declaration %018d", decision.declaration())
                    : "a declaration without a number",
                decision.submitterRef(), decision.outcome(), RecordHeader.sequence(record, 0),
                at(RecordHeader.timeMs(record, 0)));
        }
        return "Proven: what follows stands in the journal.";
    }

    private static String at(final long timeMs) {
        return timeMs == Long.MIN_VALUE ? "" : " at " + JsonText.time(timeMs);
    }

    private String head(final long block) {
        for (final SignedHead each : proof.blocks()) {
            if (each.head().block() == block) {
                return each.head() + ", at " + JsonText.time(each.head().sealedAtMs())
                    + " by its own clock";
            }
        }
        throw new IllegalStateException("a checked proof has the head of each of its blocks");
    }

    private void anchor(final Proof.Anchor anchor) {
        final SealHead head = anchor.head().head();
        out.println("Covered by the head of " + head + ", sealed at "
            + JsonText.time(head.sealedAtMs()) + ".");
        for (final Countersignature each : anchor.countersignatures()) {
            final String district = countersigners.get(each.key());
            out.println("  countersigned at " + JsonText.time(each.atMs()) + " by "
                + (district == null ? "the holder of key " + each.key()
                    + ": whose it is --countersigner says"
                    : district + ", key " + each.key().brief() + " as given"));
        }
    }
}
