package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the heads of a data directory for others to keep, as a {@link HeadsText}. */
public final class HeadsExport {
    private HeadsExport() {
    }

    /**
     * Writes heads from one block on to the last, and what other offices said of them. What leaves
     * is on the disk.
     *
     * @return the number of heads
     * @throws SealException if there are none from that block on
     */
    public static long write(final DataDirectory data, final long from, final PrintStream out) {
        final SealFiles files = SealFiles.of(data);
        try (HeadFile heads = HeadFile.read(data)) {
            if (from < 1 || from > heads.blocks()) {
                throw new SealFormatException(heads.blocks() == 0
                    ? "nothing is sealed in " + data.path() + "; ./clearline heads seal does it"
                    : "there is no block " + from + "; the last one is " + heads.blocks());
            }
            heads.force();
            final Map<Sha256, List<Witness>> witnesses = Witness.readAll(data);
            final Map<Sha256, VerifyKey> keys = new LinkedHashMap<>();
            KeyRing.read(files.ring()).keys().forEach(key -> keys.put(key.id(), key));
            District.readAll(files).stream()
                .filter(district -> !district.known().countersignatures().isEmpty())
                .forEach(district ->
                    district.known().keys().forEach(key -> keys.put(key.id(), key)));
            out.print(new HeadsText(List.copyOf(keys.values()), List.of(), List.of()).text());
            final List<Countersignature> said = new ArrayList<>();
            for (long block = from; block <= heads.blocks() && !out.checkError(); block++) {
                final SignedHead head = heads.head(block);
                out.print(head.line() + "\n");
                witnesses.getOrDefault(head.head().hash(), List.of())
                    .forEach(witness -> said.add(witness.countersignature()));
            }
            said.forEach(each -> out.print(each.line() + "\n"));
            return heads.blocks() - from + 1;
        }
    }
}
