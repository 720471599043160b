package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A countersignature of one of our heads with whom it came from.
 *
 * @param district the office that sent it, by its four digits
 * @param countersignature what it says
 * @param key its public key as it sent it
 */
public record Witness(String district, Countersignature countersignature, VerifyKey key) {
    /** Reads all there are, by the hash of the head they speak of. */
    public static Map<Sha256, List<Witness>> readAll(final DataDirectory data) {
        final Map<Sha256, List<Witness>> witnesses = new HashMap<>();
        for (final District district : District.readAll(SealFiles.of(data))) {
            final KeyRing ring = district.known().ring();
            for (final Countersignature each : district.known().countersignatures()) {
                witnesses.computeIfAbsent(each.head(), head -> new ArrayList<>())
                    .add(new Witness(district.name(), each, ring.find(each.key())));
            }
        }
        return witnesses;
    }

    /** Tells whether the signature is good. */
    boolean sound() {
        return key != null && countersignature.signedBy(key);
    }
}
