package io.clearline.adapters.client;

import io.clearline.adapters.binary.BadCommandException;
import io.clearline.adapters.binary.CommandCheck;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The commands that were sent on a lost line, found by what the journal holds of them: a command is
 * journaled as the server checked it, so each is checked the same way here. Of equal ones the first sent
 * is found first. Not thread-safe.
 */
final class InDoubt {
    private final CommandCheck check = new CommandCheck();
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer(512);
    private final Map<ByteBuffer, Queue<Pending>> byJournaled = new HashMap<>();

    /** Begins anew with those of some commands that were sent. */
    void reset(final Collection<Pending> commands) {
        byJournaled.clear();
        for (final Pending pending : commands) {
            if (pending.sent) {
                put(pending);
            }
        }
    }

    private void put(final Pending pending) {
        try {
            final int length = check.check(
                pending.command.bytes(), 0, pending.command.length(), out);
            byJournaled.computeIfAbsent(copy(out, length), key -> new ArrayDeque<>())
                .add(pending);
        } catch (final BadCommandException e) {
            // The server says so, too, and answers nothing that could be found.
            return;
        }
    }

    /** Returns which one a journaled command is, null if none; it is not found again. */
    Pending take(final DirectBuffer journaled) {
        final Queue<Pending> same = byJournaled.get(copy(journaled, journaled.capacity()));
        return same == null ? null : same.poll();
    }

    private static ByteBuffer copy(final DirectBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return ByteBuffer.wrap(bytes);
    }
}
