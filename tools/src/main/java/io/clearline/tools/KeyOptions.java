package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.KeyRing;
import io.clearline.engine.seal.Sha256;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say whose signatures are believed. */
final class KeyOptions {
    @Option(names = "--key", paramLabel = "FILE",
        description = "Public key of the office that sealed (its key.pub.pem), from elsewhere"
            + " than what is checked.")
    private Path key;

    @Option(names = "--countersigner", paramLabel = "DISTRICT=FILE",
        description = "Public key of another office, from elsewhere; may be repeated.")
    private Map<String, Path> countersigners = Map.of();

    boolean given() {
        return key != null || !countersigners.isEmpty();
    }

    /** Tells whether the office's own key came from elsewhere. */
    boolean keyGiven() {
        return key != null;
    }

    /** Returns the office's keys: those given, or those that lie in the directory itself. */
    KeyRing office(final DataDirectory data) {
        return key != null ? KeyRing.read(key) : KeyRing.in(data);
    }

    /** Returns the office's keys. */
    KeyRing office() {
        if (key == null) {
            throw Failure.usage("--key is missing: the public key of the office that sealed");
        }
        return KeyRing.read(key);
    }

    /** Returns which district has which key. */
    Map<Sha256, String> countersigners() {
        final Map<Sha256, String> districts = new HashMap<>();
        countersigners.forEach((district, file) ->
            KeyRing.read(file).keys().forEach(each -> districts.put(each.id(), district)));
        return districts;
    }
}
