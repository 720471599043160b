package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import java.util.List;

/** Signs what another office has sealed, so that it cannot seal another history later. */
public final class HeadsCountersign {
    private HeadsCountersign() {
    }

    /**
     * Signs the last head of a text, which speaks for all before it. It must have been imported:
     * that is when it was held against what the office had sent before.
     *
     * @param atMs this machine's clock, in ms since 1970-01-01T00:00Z
     * @return the head, the countersignature, and the keys of both
     * @throws SealFormatException if the head was not imported
     */
    public static HeadsText sign(
        final DataDirectory data, final HeadsText sent, final long atMs) {
        final SealFiles files = SealFiles.of(data);
        if (sent.heads().isEmpty()) {
            throw new SealFormatException("there is no head in it");
        }
        final SignedHead last = sent.heads().get(sent.heads().size() - 1);
        final VerifyKey theirs = District.readAll(files).stream()
            .filter(district -> district.known().heads().stream()
                .anyMatch(known -> known.head().hash().equals(last.head().hash())))
            .map(district -> district.known().ring().find(last.head().key()))
            .findFirst().orElseThrow(() -> new SealFormatException("its last head, of block "
                + last.head().block() + ", was not imported: do that first, with"
                + " ./clearline heads import"));
        final SealKey key = SealKey.open(files);
        return new HeadsText(List.of(theirs, key.verifyKey()), List.of(last),
            List.of(Countersignature.make(last.head(), atMs, key)));
    }
}
