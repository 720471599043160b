package io.clearline.engine.seal;

import io.clearline.engine.journal.Damage;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks a journal against its seals: the signature of every head, that each follows from all
 * before it, that each block holds what was sealed, and that nobody has a head that is not here.
 * Needs the data directory and public keys; takes no lock and changes nothing, so it may look at a
 * copy, a read-only medium, or beside a running engine. Not thread-safe.
 */
public final class SealVerifier {
    private static final int FAULTS_MAX = 20;
    private static final int BATCH = 1024;

    private final DataDirectory data;
    private final KeyRing keys;
    private final Map<Sha256, String> countersigners;
    private final List<Damage> faults = new ArrayList<>();
    private final List<ForkException> forks = new ArrayList<>();
    private final List<SealReport.Witnessed> witnesses = new ArrayList<>();
    private long moreFaults;
    private long matched;

    /**
     * Creates one.
     *
     * @param keys keys that the office has sealed with
     * @param countersigners which district has which key, as known from elsewhere; may be empty
     */
    public SealVerifier(
        final DataDirectory data, final KeyRing keys, final Map<Sha256, String> countersigners) {
        this.data = data;
        this.keys = keys;
        this.countersigners = countersigners;
    }

    /** Tells whether anything was sealed in a directory. */
    public static boolean anySealed(final DataDirectory data) {
        try (HeadFile heads = HeadFile.read(data)) {
            return heads.blocks() > 0 || heads.tornBytes() > 0;
        }
    }

    /**
     * Checks everything.
     *
     * @param known heads that somebody kept elsewhere
     * @param holder who kept them, for messages
     */
    public SealReport verify(final List<SignedHead> known, final String holder) {
        try (HeadFile heads = HeadFile.read(data);
            JournalReader reader = JournalReader.open(data)) {
            final SealChain chain = chain(heads);
            final BlockCheck check = new BlockCheck(heads, chain.blocks(), reader, this::fault);
            final VerifyReport journal = JournalVerifier.verify(data, reader, check);
            if (journal.sound()) {
                check.end();
            }
            for (final SignedHead each : known) {
                compare(heads, chain.blocks(), each, holder);
            }
            return new SealReport(journal, heads.blocks(), check.soundBlocks(), check.missing(),
                journal.sound() ? 0 : check.blockAtHand(), chain.last(), check.skipped(),
                check.unsealed(), heads.tornBytes(), faults, moreFaults, forks, matched,
                witnesses);
        }
    }

    private void fault(final Damage damage) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(damage);
        } else {
            moreFaults++;
        }
    }

    /** Follows the heads as far as each follows from those before it. */
    private SealChain chain(final HeadFile heads) {
        final SealChain chain = SealChain.whole();
        final Map<Sha256, List<Witness>> said = Witness.readAll(data);
        final List<SignedHead> batch = new ArrayList<>(BATCH);
        String fault = null;
        for (long block = 1; block <= heads.blocks() && fault == null; block++) {
            try {
                final SignedHead signed = heads.head(block);
                fault = chain.fault(signed.head());
                if (fault == null) {
                    chain.add(signed.head());
                    batch.add(signed);
                    witnesses(heads, signed.head(), said);
                }
            } catch (final SealBrokenException e) {
                fault = e.getMessage();
            }
            if (fault != null) {
                fault(heads.damage(block, chain.lastSequence() + 1, "the head of block " + block
                    + " is out of place: " + fault));
            }
            if (batch.size() == BATCH || block == heads.blocks() || fault != null) {
                signatures(heads, batch);
            }
        }
        if (fault == null) {
            said.values().forEach(missing -> missing.forEach(this::unheard));
        }
        return chain;
    }

    /** Other offices' word is kept only for heads that were ours: where one is missing, it was. */
    private void unheard(final Witness witness) {
        fault(new Damage(1, SealFiles.of(data).districts().resolve(witness.district()), 0,
            witness.district() + " countersigned a head with hash "
                + witness.countersignature().head().brief()
                + ", which is not here: history was rewritten or cut"));
    }

    /** Checks the signatures of some heads, on all cores: each takes a millisecond or two. */
    private void signatures(final HeadFile heads, final List<SignedHead> batch) {
        final List<String> found = batch.parallelStream().map(head -> {
            final String fault = keys.fault(head);
            return fault == null ? "" : fault;
        }).toList();
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).isEmpty()) {
                final SealHead head = batch.get(i).head();
                fault(heads.damage(head.block(), head.firstSequence(),
                    "the head of block " + head.block() + " is not to be believed: "
                        + found.get(i)));
            }
        }
        batch.clear();
    }

    private void witnesses(
        final HeadFile heads, final SealHead head, final Map<Sha256, List<Witness>> said) {
        final List<Witness> ofHead = said.remove(head.hash());
        for (final Witness each : ofHead == null ? List.<Witness>of() : ofHead) {
            if (each.sound()) {
                witnesses.add(new SealReport.Witnessed(head, each,
                    each.district().equals(countersigners.get(each.key().id()))));
            } else {
                fault(heads.damage(head.block(), head.firstSequence(), "the countersignature of "
                    + each.district() + " on block " + head.block() + " is not by its key"));
            }
        }
    }

    private void compare(
        final HeadFile heads, final long sound, final SignedHead known, final String holder) {
        final String fault = keys.fault(known);
        if (fault != null) {
            throw new SealFormatException("the head of block " + known.head().block() + " of "
                + holder + " says nothing about this office: " + fault);
        }
        if (known.head().block() > sound && known.head().block() <= heads.blocks()) {
            return;
        }
        final ForkException fork = ForkException.of(heads, known, holder);
        if (fork == null) {
            matched++;
        } else if (forks.size() < FAULTS_MAX) {
            forks.add(fork);
        }
    }
}
