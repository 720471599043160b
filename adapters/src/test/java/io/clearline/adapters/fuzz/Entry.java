package io.clearline.adapters.fuzz;

import io.clearline.adapters.csv.ReferenceEntry;
import io.clearline.adapters.http.RequestEntry;
import io.clearline.adapters.inbox.MappingEntry;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A decoder of bytes from outside. */
public enum Entry {
    /** What comes over a line of the binary protocol, in pieces: the first byte says how long they are. */
    FRAMES(Binary::frames),
    /** One command message of the schema. */
    COMMANDS(Binary::commands),
    /** A stream of lines of JSON. */
    JSON(Json::lines),
    /** A file of reference data: its name, and below the rows. */
    REFERENCE(() -> ReferenceEntry::take),
    /** A mapping, a byte 0, and rows of CSV. */
    MAPPING(MappingEntry::make),
    /** Headers and parameters of HTTP: a line each. */
    REQUEST(() -> RequestEntry::take);

    private final Supplier<Consumer<byte[]>> decoder;

    Entry(final Supplier<Consumer<byte[]>> decoder) {
        this.decoder = decoder;
    }

    /** Makes what takes any bytes and throws only where the decoder is wrong; one thread's. */
    public Consumer<byte[]> open() {
        return decoder.get();
    }
}
