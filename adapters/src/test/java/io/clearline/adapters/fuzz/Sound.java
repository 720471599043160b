package io.clearline.adapters.fuzz;

import io.clearline.adapters.binary.BadCommandException;
import io.clearline.adapters.binary.CommandCheck;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a decoder makes is a message that the engine could be sent. */
final class Sound {
    private Sound() {
    }

    /**
     * Requires that a command without faults of form is one by the strictest check there is, and that this
     * check has nothing left to change in it.
     */
    static void requireFixed(
        final CommandCheck check, final DirectBuffer command, final int length) {
        final int template = new MessageHeaderDecoder().wrap(command, 0).templateId();
        if (template == MalformedDecoder.TEMPLATE_ID
            || template == UnknownTypeDecoder.TEMPLATE_ID) {
            // No client sends these: they say that it was no command.
            return;
        }
        final byte[] once = bytes(command, length);
        if (!isFaulty(check, once) && !Arrays.equals(once, checked(check, once))) {
            throw new IllegalStateException("template " + template + " is not the same again");
        }
    }

    /** Faults of form are found by decoders; a client that sends some is refused. */
    private static boolean isFaulty(final CommandCheck check, final byte[] command) {
        try {
            check.check(new UnsafeBuffer(command), 0, command.length,
                new ExpandableArrayBuffer(4096));
            return false;
        } catch (final BadCommandException e) {
            return e.getMessage().endsWith("at most 0 are taken");
        }
    }

    private static byte[] checked(final CommandCheck check, final byte[] command) {
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
        try {
            return bytes(out, check.check(new UnsafeBuffer(command), 0, command.length, out));
        } catch (final BadCommandException e) {
            throw new IllegalStateException("a decoder made what is refused", e);
        }
    }

    private static byte[] bytes(final DirectBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
