package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** Makes proofs out of a journal and its seals. Reads only. Not thread-safe. */
public final class Prover {
    private static final int BATCH = 1024;

    private final DataDirectory data;
    private final HeadFile heads;

    private Prover(final DataDirectory data, final HeadFile heads) {
        this.data = data;
        this.heads = heads;
    }

    /** Returns the sequences of the records about a declaration, by its number or reference. */
    public static List<Long> about(final DataDirectory data, final String numberOrRef) {
        return DeclarationRecords.find(data, numberOrRef);
    }

    /** Returns the last sequence that is sealed, 0 if none is. */
    public static long sealed(final DataDirectory data) {
        try (HeadFile heads = HeadFile.read(data)) {
            return heads.blocks() == 0 ? 0 : heads.head(heads.blocks()).head().lastSequence();
        }
    }

    /**
     * Proves some records.
     *
     * @param sequences sealed ones, in order
     * @param to a block to whose head the proof is to lead, too; 0 = none but the last, and the
     *     last that another office has countersigned
     * @throws SealBrokenException if a block is not as it was sealed
     * @throws SealFormatException if there is no such block, or it is before one of the records
     */
    public static Proof prove(
        final DataDirectory data, final List<Long> sequences, final long to) {
        try (HeadFile heads = HeadFile.read(data)) {
            heads.force();
            return new Prover(data, heads).prove(sequences, to);
        }
    }

    private Proof prove(final List<Long> sequences, final long to) {
        final Map<Long, List<Long>> byBlock = new TreeMap<>();
        for (final long sequence : sequences) {
            byBlock.computeIfAbsent(
                heads.find(sequence, heads.blocks()), block -> new ArrayList<>()).add(sequence);
        }
        final List<Proof.ProvenRecord> records = new ArrayList<>();
        final List<SignedHead> blocks = new ArrayList<>();
        byBlock.forEach((block, inBlock) -> {
            blocks.add(heads.head(block));
            records.addAll(records(heads.head(block).head(), inBlock));
        });
        final Map<Sha256, List<Witness>> said = Witness.readAll(data);
        final List<Proof.Anchor> anchors = new ArrayList<>();
        final Map<Sha256, VerifyKey> keys = new LinkedHashMap<>();
        for (final SignedHead anchor
            : anchors(blocks.get(blocks.size() - 1).head().block(), to, said)) {
            final List<Witness> witnesses =
                said.getOrDefault(anchor.head().hash(), List.of());
            witnesses.forEach(witness -> keys.put(witness.key().id(), witness.key()));
            anchors.add(new Proof.Anchor(anchor,
                blocks.stream().map(block -> link(block.head(), anchor.head())).toList(),
                witnesses.stream().map(Witness::countersignature).toList()));
        }
        return new Proof(records, blocks, anchors, List.copyOf(keys.values()));
    }

    /** Reads a block, holds it against its head and returns the wanted records with their paths. */
    private List<Proof.ProvenRecord> records(final SealHead head, final List<Long> wanted) {
        final MerkleTree tree = new MerkleTree();
        final List<Sha256> leaves = new ArrayList<>();
        final Map<Long, byte[]> bytes = new TreeMap<>();
        final TreeHasher hasher = new TreeHasher();
        try (JournalReader reader = JournalReader.open(data, head.firstSequence())) {
            int count = 1;
            while (count > 0 && leaves.size() < head.size()) {
                count = reader.poll((record, offset, length) -> {
                    final byte[] copy = copy(record, offset, length);
                    final Sha256 leaf = hasher.leaf(copy);
                    tree.add(leaf);
                    leaves.add(leaf);
                    final long sequence = RecordHeader.sequence(record, offset);
                    if (wanted.contains(sequence)) {
                        bytes.put(sequence, copy);
                    }
                }, (int) Math.min(BATCH, head.size() - leaves.size()));
            }
        }
        if (leaves.size() < head.size() || !tree.root().equals(head.root())) {
            throw new SealBrokenException("the journal does not hold what was sealed as " + head
                + "; run ./clearline verify --offline");
        }
        return bytes.entrySet().stream().map(each -> new Proof.ProvenRecord(head.block(),
            each.getValue(), MerklePath.of(index -> leaves.get((int) index),
                each.getKey() - head.firstSequence(), head.size()))).toList();
    }

    private static byte[] copy(final DirectBuffer record, final int offset, final int length) {
        final byte[] copy = new byte[length];
        record.getBytes(offset, copy);
        return copy;
    }

    /** Chooses the last head, the last that is countersigned, and the one that was asked for. */
    private List<SignedHead> anchors(
        final long lastBlock, final long to, final Map<Sha256, List<Witness>> said) {
        if (to != 0 && (to < lastBlock || to > heads.blocks())) {
            throw new SealFormatException("a proof cannot lead to block " + to
                + ": the last record is in block " + lastBlock + ", the last block is "
                + heads.blocks());
        }
        final Map<Long, SignedHead> chosen = new TreeMap<>();
        chosen.put(heads.blocks(), heads.head(heads.blocks()));
        if (to != 0) {
            chosen.put(to, heads.head(to));
        }
        for (long block = heads.blocks(); !said.isEmpty() && block >= lastBlock; block--) {
            final SignedHead head = heads.head(block);
            if (said.containsKey(head.head().hash())) {
                chosen.put(block, head);
                break;
            }
        }
        return List.copyOf(chosen.values());
    }

    private Proof.Link link(final SealHead from, final SealHead to) {
        return new Proof.Link(from.block(), from.block() == to.block() ? List.of()
            : MerklePath.of(index -> heads.head(index + 1).head().hash(), from.block() - 1,
                to.block() - 1));
    }
}
