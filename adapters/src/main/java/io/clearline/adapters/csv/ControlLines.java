package io.clearline.adapters.csv;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;

/**
 * Reads {@code controls.jsonl}: control commands, one a line. They lose their time, as all
 * reference data: it is the engine's when they are loaded, and cannot move its clock.
 */
final class ControlLines {
    static final String FILE = "controls.jsonl";

    private final CommandDecoder decoder = new CommandDecoder(false);
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer(4096);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ControlDecoder control = new ControlDecoder();
    private final Map<String, int[]> versions = new HashMap<>();

    /** Returns the messages in file order; none if there is no such file. */
    List<byte[]> read(final Path path) throws ReferenceException {
        final List<byte[]> messages = new ArrayList<>();
        if (!Files.exists(path)) {
            return messages;
        }
        final byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (final IOException e) {
            throw new ReferenceException(FILE, 0, "", "cannot be read: " + e.getMessage());
        }
        int line = 1;
        for (int from = 0; from < bytes.length; line++) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            if (!isBlank(bytes, from, to)) {
                messages.add(message(bytes, from, to, line));
            }
            from = to + 1;
        }
        return messages;
    }

    private static boolean isBlank(final byte[] bytes, final int from, final int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private byte[] message(final byte[] bytes, final int from, final int to, final int line)
        throws ReferenceException {
        final int length = decoder.decode(bytes, from, to - from, message, 0);
        final int template = header.wrap(message, 0).templateId();
        if (template == MalformedDecoder.TEMPLATE_ID) {
            throw new ReferenceException(FILE, line, "", "is no JSON object");
        }
        if (template != ControlDecoder.TEMPLATE_ID) {
            throw new ReferenceException(FILE, line, "type",
                "is no control command; every line is {\"type\":\"control\", ...}");
        }
        check(line);
        message.putLong(MessageHeaderDecoder.ENCODED_LENGTH + ControlDecoder.atEncodingOffset(),
            ControlDecoder.atNullValue(), ByteOrder.LITTLE_ENDIAN);
        final byte[] copy = new byte[length];
        message.getBytes(0, copy);
        return copy;
    }

    private void check(final int line) throws ReferenceException {
        control.wrapAndApplyHeader(message, 0, header);
        final int version = control.version();
        final int issuer = control.issuer();
        final int errorLine = control.errorLine();
        final int errorColumn = control.errorColumn();
        for (final ControlDecoder.FormErrorsDecoder error : control.formErrors()) {
            final String field = FieldPath.text(error.key());
            final RejectCode code = error.code();
            if (code != RejectCode.EXPRESSION) {
                throw new ReferenceException(FILE, line, field, reason(code));
            }
            control.skipControlId();
            control.skipWhen();
            control.skipBasis();
            control.skipInstruction();
            control.skipProgram();
            throw new ReferenceException(FILE, line, field, "line " + errorLine + ", column "
                + errorColumn + ": " + control.errorMessage());
        }
        final String id = control.controlId();
        final int[] before =
            versions.put(issuer + "/" + id, new int[] {version, line});
        if (before != null && before[0] >= version) {
            throw new ReferenceException(FILE, line, "version", "is not above version " + before[0]
                + " of the same control in line " + before[1]);
        }
    }

    private static String reason(final RejectCode code) {
        return switch (code) {
            case MISSING -> "is missing";
            case RANGE -> "is out of range (RANGE)";
            default -> "is not well-formed (" + code + ")";
        };
    }
}
