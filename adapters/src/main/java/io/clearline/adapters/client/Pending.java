package io.clearline.adapters.client;

import java.util.concurrent.CompletableFuture;

/** A command without an answer yet. */
final class Pending {
    final Command command;
    final CompletableFuture<Answer> answer = new CompletableFuture<>();
    /** What it is called on lines; 0 = not given yet. */
    int number;
    /** Whether it was ever written to a line, so that the server may have taken it. */
    boolean sent;

    Pending(final Command command) {
        this.command = command;
    }
}
