package io.clearline.adapters.csv;

import io.clearline.adapters.control.ControlCompiler;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.control.Guard;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
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
 * reference data: it is the engine's when they are loaded, and cannot move its clock. Not
 * thread-safe.
 */
public final class ControlLines {
    static final String FILE = "controls.jsonl";

    /** What is right where a value is at fault. */
    private static final Map<String, String> RIGHT = Map.ofEntries(
        Map.entry("id", "a text of 1 to 32 characters"),
        Map.entry("version", "a whole number of 1 to 2147483647, without quotes"),
        Map.entry("issuer", "four digits in quotes"),
        Map.entry("when", "a text of 1 to " + ControlCompiler.MOST_CHARACTERS + " characters"),
        Map.entry("then", "EXAMINE, DOCUMENT or AUDIT"),
        Map.entry("rate", "a decimal of 0 to 1 with at most 8 decimals"),
        Map.entry("from", "a time with its offset, such as 2026-03-02T00:00:00+08:00"),
        Map.entry("to", "a time with its offset, such as 2026-03-02T00:00:00+08:00"),
        Map.entry("basis", "a text of 1 to 255 characters"),
        Map.entry("instruction", "a text of 1 to 255 characters"),
        Map.entry("state", "DRAFT, SHADOW or ACTIVE"),
        Map.entry("author", "a text of 1 to 255 characters"),
        Map.entry("expect", "a decimal of 0 to 1 with at most 8 decimals"),
        Map.entry("factor", "a decimal of 1 to 1000 with at most 4 decimals, and below 1 / expect"),
        Map.entry("over", "a whole number of 1 to " + Guard.MOST_OVER + ", without quotes"));

    private final boolean listsToo;
    private final CommandDecoder decoder = new CommandDecoder(false);
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer(4096);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ControlDecoder control = new ControlDecoder();
    private final NamedListDecoder list = new NamedListDecoder();
    private final Map<String, int[]> versions = new HashMap<>();

    private String file = FILE;

    /**
     * Creates a reader.
     *
     * @param listsToo whether {@code list} commands may stand among the controls
     */
    public ControlLines(final boolean listsToo) {
        this.listsToo = listsToo;
    }

    /**
     * Returns the messages in file order; none if there is no such file.
     *
     * @throws ReferenceException if a line is not right; the first fault is named
     */
    public List<byte[]> read(final Path path) throws ReferenceException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            return read(path.getFileName().toString(), Files.readAllBytes(path));
        } catch (final IOException e) {
            throw new ReferenceException(path.getFileName().toString(), 0, "",
                "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Returns the messages of a file's content in order.
     *
     * @param name the file's name, for messages
     * @throws ReferenceException if a line is not right; the first fault is named
     */
    public List<byte[]> read(final String name, final byte[] bytes) throws ReferenceException {
        file = name;
        final List<byte[]> messages = new ArrayList<>();
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
            throw new ReferenceException(file, line, "", to - from > CommandDecoder.MAX_LINE
                ? "is longer than " + CommandDecoder.MAX_LINE + " bytes" : "is no JSON object");
        }
        final boolean isList = listsToo && template == NamedListDecoder.TEMPLATE_ID;
        if (template != ControlDecoder.TEMPLATE_ID && !isList) {
            throw new ReferenceException(file, line, "type",
                "is no control command; every line is {\"type\":\"control\", ...}");
        }
        if (isList) {
            checkList(line);
        } else {
            check(line);
        }
        message.putLong(MessageHeaderDecoder.ENCODED_LENGTH + ControlDecoder.atEncodingOffset(),
            ControlDecoder.atNullValue(), ByteOrder.LITTLE_ENDIAN);
        final byte[] copy = new byte[length];
        message.getBytes(0, copy);
        return copy;
    }

    private void checkList(final int line) throws ReferenceException {
        list.wrapAndApplyHeader(message, 0, header);
        for (final NamedListDecoder.FormErrorsDecoder error : list.formErrors()) {
            throw new ReferenceException(
                file, line, FieldPath.text(error.key()), reason("", error.code()));
        }
    }

    private void check(final int line) throws ReferenceException {
        control.wrapAndApplyHeader(message, 0, header);
        final int version = control.version();
        final int issuer = control.issuer();
        final ControlState state = control.state();
        final int errorLine = control.errorLine();
        final int errorColumn = control.errorColumn();
        for (final ControlDecoder.FormErrorsDecoder error : control.formErrors()) {
            final String field = FieldPath.text(error.key());
            final RejectCode code = error.code();
            if (code != RejectCode.EXPRESSION) {
                throw new ReferenceException(file, line, field, reason(field, code));
            }
            control.skipControlId();
            control.skipWhen();
            control.skipBasis();
            control.skipInstruction();
            control.skipProgram();
            throw new ReferenceException(file, line, field, "line " + errorLine + ", column "
                + errorColumn + ": " + control.errorMessage());
        }
        final String id = control.controlId();
        control.skipWhen();
        control.skipBasis();
        control.skipInstruction();
        control.skipProgram();
        control.skipErrorMessage();
        final boolean inForce = state == ControlState.ACTIVE || state == ControlState.NULL_VAL;
        if (inForce && control.authorLength() > 0) {
            throw new ReferenceException(file, line, "state", "of a control with an author is"
                + " DRAFT or SHADOW at first; another officer activates it");
        }
        final int[] before =
            versions.put(issuer + "/" + id, new int[] {version, line});
        if (before != null && before[0] >= version) {
            throw new ReferenceException(file, line, "version", "is not above version " + before[0]
                + " of the same control in line " + before[1]);
        }
    }

    private static String reason(final String field, final RejectCode code) {
        final String right = RIGHT.containsKey(field) ? ": write " + RIGHT.get(field) : "";
        return switch (code) {
            case MISSING -> "is missing" + right;
            case RANGE -> "is out of range (RANGE)" + right;
            default -> "is not well-formed (" + code + ")" + right;
        };
    }
}
