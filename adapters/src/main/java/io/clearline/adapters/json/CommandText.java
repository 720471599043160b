package io.clearline.adapters.json;

import org.agrona.DirectBuffer;

/**
 * Writes a command message as one line of JSON in the contract's names, which {@link CommandDecoder}
 * reads as the same message. The message must be sound. Not thread-safe.
 */
public final class CommandText {
    private final JsonWriter json = new JsonWriter();
    private final CommandJson command = new CommandJson(json);

    /**
     * Encodes a command.
     *
     * @param offset index of its message header
     * @return the length in bytes; the line stands at the front of {@link #bytes}
     */
    public int encode(final DirectBuffer message, final int offset) {
        json.reset();
        command.append(message, offset);
        return json.length();
    }

    /** Returns the bytes of the last line; replaced when a longer one needs more room. */
    public byte[] bytes() {
        return json.bytes();
    }
}
