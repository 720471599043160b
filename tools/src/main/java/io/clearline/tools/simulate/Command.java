package io.clearline.tools.simulate;

/** One command of a client, and what the client knows of its answer. */
final class Command {
    final int number;
    final byte[] bytes;
    /** The first answer that accepted it, or else the last one; null as long as there is none. */
    byte[] answer;
    /** The record that the answer rests on. */
    long restsOn;

    Command(final int number, final byte[] bytes) {
        this.number = number;
        this.bytes = bytes;
    }
}
