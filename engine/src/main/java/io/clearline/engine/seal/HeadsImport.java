package io.clearline.engine.seal;

import io.clearline.engine.follower.FollowerLock;
import io.clearline.engine.journal.DataDirectory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes what another office sent: its heads, which must go on from those that it sent before, or
 * its countersignatures of our own. Nothing is kept where anything contradicts what is known.
 */
public final class HeadsImport {
    /**
     * What was taken.
     *
     * @param own whether these are our own heads, countersigned
     * @param last the last head in what was sent
     * @param fresh whether something was new
     * @param newKeys keys that were not known before and are believed from now on
     */
    public record Report(boolean own, SealHead last, boolean fresh, List<VerifyKey> newKeys) {
    }

    private final DataDirectory data;
    private final SealFiles files;
    private final District district;
    private final HeadsText sent;
    private final KeyRing trusted;

    private HeadsImport(
        final DataDirectory data, final District district, final HeadsText sent,
        final KeyRing given) {
        this.data = data;
        this.files = SealFiles.of(data);
        this.district = district;
        this.sent = sent;
        final KeyRing before = district.known().ring().with(given);
        // The first time, without a key from elsewhere, there is nothing to hold it against.
        this.trusted = before.keys().isEmpty() ? sent.ring() : before;
    }

    /**
     * Takes a text of heads.
     *
     * @param from the district that sent it, by its four digits
     * @param given keys of that district from elsewhere; empty = as known, or as sent the first
     *     time
     * @throws ForkException if a head contradicts one that is known
     * @throws SealBrokenException if a signature or the chain is broken
     * @throws SealFormatException if it does not go on from what is known, or is no such text
     */
    public static Report take(
        final DataDirectory data, final String from, final HeadsText sent, final KeyRing given) {
        final SealFiles files = SealFiles.of(data);
        if (sent.heads().isEmpty()) {
            throw new SealFormatException("there is no head in it");
        }
        District.checkName(from);
        final FollowerLock lock = FollowerLock.tryTake(files.districts()).orElseThrow(() ->
            new SealException("another import into " + files.districts()
                + " is at work; try again in a moment"));
        try {
            return new HeadsImport(data, District.read(files, from), sent, given).take();
        } finally {
            lock.close();
        }
    }

    private Report take() {
        final KeyRing ours =
            Files.exists(files.ring()) ? KeyRing.read(files.ring()) : KeyRing.EMPTY;
        final long own = sent.heads().stream()
            .filter(head -> ours.find(head.head().key()) != null).count();
        if (own == 0) {
            return foreign();
        }
        if (own < sent.heads().size()) {
            throw new SealFormatException("heads of our own and of another office are mixed in it");
        }
        return countersigned(ours);
    }

    private Report foreign() {
        final List<SignedHead> known = district.known().heads();
        compare(known);
        final SealHead first = sent.heads().get(0).head();
        final SealHead last = known.isEmpty() ? null : known.get(known.size() - 1).head();
        if (last != null && first.block() > last.block() + 1) {
            throw new SealFormatException("it begins with block " + first.block()
                + ", but the last one known of " + district.name() + " is " + last.block()
                + ": ask for ./clearline heads export --from " + (last.block() + 1));
        }
        SealChain chain = first.block() == 1 ? SealChain.whole()
            : last != null && first.block() == last.block() + 1 ? SealChain.behind(last) : null;
        for (final SignedHead each : sent.heads()) {
            final String fault = chain == null ? null : chain.fault(each.head());
            if (fault != null) {
                throw new SealBrokenException("the head of block " + each.head().block() + " of "
                    + district.name() + " does not follow the one before it: " + fault);
            }
            if (chain == null) {
                chain = SealChain.behind(each.head());
            } else {
                chain.add(each.head());
            }
        }
        checkSignatures();
        final SignedHead newest = sent.heads().get(sent.heads().size() - 1);
        final boolean fresh = last == null || newest.head().block() > last.block();
        final List<SignedHead> heads = new ArrayList<>(known);
        if (fresh) {
            heads.add(newest);
        }
        return keep(false, fresh, Set.of(newest.head().key()), heads,
            district.known().countersignatures());
    }

    /** Compares the heads that were sent with those known of the same blocks. */
    private void compare(final List<SignedHead> known) {
        final SignedHead newest = sent.heads().get(sent.heads().size() - 1);
        for (final SignedHead before : known) {
            final long block = before.head().block();
            if (block > newest.head().block()) {
                throw new ForkException("the heads of " + district.name() + " end with block "
                    + newest.head().block() + ", but its head of block " + block + " is known:"
                    + " an old export, or its history was cut", before, newest);
            }
            for (final SignedHead now : sent.heads()) {
                if (now.head().block() == block
                    && !now.head().hash().equals(before.head().hash())) {
                    throw new ForkException("the head of block " + block + " of " + district.name()
                        + " is not the one that it sent before: its history was rewritten",
                        before, now);
                }
            }
        }
    }

    private void checkSignatures() {
        sent.heads().parallelStream().forEach(head -> {
            final String fault = trusted.fault(head);
            if (fault != null) {
                throw new SealBrokenException("the head of block " + head.head().block() + " of "
                    + district.name() + " is not to be believed: " + fault
                    + "; if the office changed its key, give it with --key");
            }
        });
    }

    private Report countersigned(final KeyRing ours) {
        try (HeadFile heads = HeadFile.read(data)) {
            for (final SignedHead each : sent.heads()) {
                final String fault = ours.fault(each);
                if (fault != null) {
                    throw new SealBrokenException("our own head of block " + each.head().block()
                        + " in it is not to be believed: " + fault);
                }
                final ForkException fork = ForkException.of(heads, each, district.name());
                if (fork != null) {
                    throw fork;
                }
            }
        }
        final Set<Sha256> hashes = new LinkedHashSet<>();
        sent.heads().forEach(head -> hashes.add(head.head().hash()));
        final Set<Sha256> keys = new LinkedHashSet<>();
        final Set<String> known = new LinkedHashSet<>();
        final List<Countersignature> kept = new ArrayList<>(district.known().countersignatures());
        kept.forEach(each -> known.add(each.line()));
        for (final Countersignature each : sent.countersignatures()) {
            final VerifyKey key = trusted.find(each.key());
            if (key == null || !hashes.contains(each.head())) {
                continue;
            }
            if (ours.find(each.key()) != null || !each.signedBy(key)) {
                throw new SealBrokenException("a countersignature in it is not one of "
                    + district.name() + ": key " + each.key().brief() + " has not made it");
            }
            keys.add(each.key());
            if (known.add(each.line())) {
                kept.add(each);
            }
        }
        if (keys.isEmpty()) {
            throw new SealBrokenException("there is no countersignature in it by a key of "
                + district.name() + "; if the office changed its key, give it with --key");
        }
        final boolean fresh = kept.size() > district.known().countersignatures().size();
        return keep(true, fresh, keys, district.known().heads(), kept);
    }

    private Report keep(
        final boolean own, final boolean fresh, final Set<Sha256> used,
        final List<SignedHead> heads, final List<Countersignature> countersignatures) {
        final List<VerifyKey> fresher = used.stream()
            .filter(id -> district.known().ring().find(id) == null).map(trusted::find).toList();
        final List<VerifyKey> keys = new ArrayList<>(district.known().keys());
        keys.addAll(fresher);
        new District(district.name(), new HeadsText(keys, heads, countersignatures)).write(files);
        return new Report(own, sent.last(), fresh, fresher);
    }
}
