package io.clearline.tools;

import io.clearline.adapters.control.ControlCompiler;
import io.clearline.adapters.csv.ControlLines;
import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.history.Counts;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.text.LineSplitter;
import io.clearline.engine.control.Control;
import io.clearline.engine.control.ControlMessage;
import io.clearline.engine.control.Guard;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.ControlFinding;
import io.clearline.engine.core.ControlTrial;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Tries controls on a file of declarations and says what they hit and how long they take. */
final class Trial {
    /** Declarations that are kept to measure with. */
    private static final int KEPT = 10_000;

    /** What one control made of the declarations. */
    private static final class Sum {
        private final ControlMessage said;
        private long hits;
        private long items;
        private long errors;

        private Sum(final ControlMessage said) {
            this.said = said;
        }
    }

    private final ClearanceCore core;
    private final ControlTrial trial;
    private final Streams streams;
    private final boolean json;
    private final ControlCompiler compiler = new ControlCompiler();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DeclareDecoder declare = new DeclareDecoder();
    private final Map<Control, Sum> sums = new LinkedHashMap<>();
    private final List<byte[]> kept = new ArrayList<>();
    private long tried;
    private long hit;
    private long passedOver;
    private long unknownTraders;
    private String firstPassedOver = "";

    Trial(final ClearanceCore core, final Streams streams, final boolean json) {
        this.core = core;
        this.trial = new ControlTrial(core);
        this.streams = streams;
        this.json = json;
    }

    /** Adds the controls of a file: JSON Lines, or one expression. */
    void add(final String name, final byte[] content) {
        final List<byte[]> messages;
        try {
            messages = new ControlLines(true).read(name, isLines(content) ? content
                : line(new String(content, StandardCharsets.UTF_8).strip()));
        } catch (final ReferenceException fault) {
            throw Failure.usage(fault.getMessage(), fault);
        }
        for (final byte[] message : messages) {
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            if (header.wrap(buffer, 0).templateId() != ControlDecoder.TEMPLATE_ID) {
                ControlsTestVerb.take(core, buffer, 0, message.length);
                continue;
            }
            final Control control = added(name, buffer);
            // Of several versions of one control the last is tried.
            sums.keySet().removeIf(other -> other.predicate() == null);
            sums.put(control, new Sum(new ControlMessage(buffer, 0)));
            doubts(control);
        }
        if (sums.isEmpty()) {
            throw Failure.usage(name + " holds no control and no expression");
        }
    }

    private Control added(final String name, final UnsafeBuffer message) {
        try {
            return trial.add(message, 0);
        } catch (final IllegalArgumentException fault) {
            throw Failure.usage(name + ": " + fault.getMessage(), fault);
        }
    }

    /** No expression begins with a brace, every line of JSON does. */
    private static boolean isLines(final byte[] content) {
        for (final byte next : content) {
            if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
                return next == '{';
            }
        }
        return false;
    }

    private static byte[] line(final String expression) {
        return new JsonText().open().text("type", "control").text("id", "expression")
            .number("version", 1).text("issuer", "0000").text("when", expression)
            .text("then", "EXAMINE").text("basis", "trial").close().toString()
            .getBytes(StandardCharsets.UTF_8);
    }

    private void doubts(final Control control) {
        compiler.compile(ControlText.text(sums.get(control).said.when())).doubts()
            .forEach(doubt -> streams.err().println("note: " + name(control) + " when: line "
                + doubt.line() + ", column " + doubt.column() + ": " + doubt.message()));
    }

    private String name(final Control control) {
        return control.terms().issuer() == 0 ? "expression" : ControlText.text(control.citation());
    }

    /** Tries the controls on every declaration of a stream of lines. */
    void run(final InputStream in) throws IOException {
        final LineSplitter lines = new LineSplitter(in, CommandDecoder.MAX_LINE);
        final CommandDecoder decoder = new CommandDecoder(true);
        final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
        while (lines.next()) {
            if (lines.tooLong() || lines.length() == 0) {
                passOver(lines.number(), "is empty or too long");
                continue;
            }
            final int length =
                decoder.decode(lines.buffer(), lines.offset(), lines.length(), command, 0);
            if (header.wrap(command, 0).templateId() != DeclareDecoder.TEMPLATE_ID) {
                passOver(lines.number(), "is no declare command");
                continue;
            }
            declare.wrapAndApplyHeader(command, 0, header);
            final long at = declare.at();
            final String why = at == DeclareDecoder.atNullValue() ? "has no valid at"
                : trial.take(command, 0, length, at);
            if (why != null) {
                passOver(lines.number(), why);
                continue;
            }
            tried(lines.number());
            if (kept.size() < KEPT) {
                final byte[] copy = new byte[length];
                command.getBytes(0, copy);
                kept.add(copy);
            }
        }
    }

    private void passOver(final long line, final String why) {
        if (passedOver++ == 0) {
            firstPassedOver = "line " + line + ": " + why;
        }
    }

    private void tried(final long line) {
        tried++;
        unknownTraders += trial.knowsTrader() ? 0 : 1;
        if (trial.match() == 0) {
            return;
        }
        hit++;
        final Map<Control, List<ControlFinding>> byControl = new LinkedHashMap<>();
        for (final ControlFinding finding : trial.findings()) {
            byControl.computeIfAbsent(finding.control(), ignored -> new ArrayList<>())
                .add(finding);
        }
        byControl.forEach((control, findings) -> {
            final Sum sum = sums.get(control);
            sum.hits++;
            sum.items += findings.size();
            sum.errors += findings.stream().anyMatch(one -> !one.fault().isEmpty()) ? 1 : 0;
            streams.out().println(json ? jsonHit(line, control, findings)
                : textHit(line, control, findings));
        });
    }

    private String textHit(
        final long line, final Control control, final List<ControlFinding> findings) {
        final StringJoiner items = new StringJoiner(", ");
        final StringJoiner faults = new StringJoiner(", ");
        for (final ControlFinding finding : findings) {
            if (finding.item() > 0) {
                items.add(Integer.toString(finding.item()));
            }
            if (!finding.fault().isEmpty()) {
                faults.add(finding.fault());
            }
        }
        return "line " + line + ", ref " + declare.submitterRef() + ": " + name(control)
            + (items.length() == 0 ? "" : " on item " + items)
            + (faults.length() == 0 ? "" : " went wrong: " + faults);
    }

    private JsonText jsonHit(
        final long line, final Control control, final List<ControlFinding> findings) {
        final JsonText text = new JsonText().open().number("line", line)
            .text("ref", declare.submitterRef()).text("control", name(control)).openList("items");
        for (final ControlFinding finding : findings) {
            text.open().number("item", finding.item()).textIfAny("error", finding.fault())
                .open("saw");
            finding.facts().forEach(text::raw);
            text.close().close();
        }
        return text.closeList().close();
    }

    /** Says what was hit and how fast, once everything is tried. */
    void report(final String source) {
        final TrialClock clock = new TrialClock(trial, kept);
        final TextTable table = new TextTable(
            "control", ">hits", ">share", ">items", ">errors", ">ns/declaration");
        for (final Map.Entry<Control, Sum> entry : sums.entrySet()) {
            final Sum sum = entry.getValue();
            final long ns = clock.nsOf(entry.getKey());
            if (json) {
                streams.out().println(new JsonText().open().text("control", name(entry.getKey()))
                    .number("declarations", tried).number("hits", sum.hits)
                    .number("items", sum.items).number("errors", sum.errors)
                    .number("nsPerDeclaration", ns).close());
            }
            table.row(name(entry.getKey()), TextTable.number(sum.hits), share(sum.hits),
                TextTable.number(sum.items), TextTable.number(sum.errors), ns(ns));
        }
        final long all = clock.nsOfAll();
        table.row("all together", TextTable.number(hit), share(hit), "", "", ns(all));
        if (json) {
            streams.out().println(new JsonText().open().number("declarations", tried)
                .number("hits", hit).number("linesPassedOver", passedOver)
                .number("nsPerDeclaration", all).close());
        } else {
            streams.out().println((hit == 0 ? "" : "\n") + sums.size() + " control"
                + (sums.size() == 1 ? "" : "s") + " on " + TextTable.number(tried)
                + " declarations of " + source);
            table.print(streams.out());
        }
        notes();
    }

    private static String ns(final long ns) {
        return ns < 0 ? "-" : TextTable.number(ns);
    }

    private String share(final long part) {
        return new Counts(tried, part, 0, 0, 0).share();
    }

    private void notes() {
        if (passedOver > 0) {
            streams.err().println("note: lines passed over: " + TextTable.number(passedOver)
                + ", the first is " + firstPassedOver);
        }
        final boolean asks = sums.keySet().stream().flatMap(
            control -> control.predicate().fields().stream())
            .anyMatch(field -> field.text().startsWith("entity."));
        if (asks && unknownTraders > 0) {
            streams.err().println("note: the traders of " + TextTable.number(unknownTraders)
                + " declarations are not in the reference data, entity.* is empty there");
        }
        sums.forEach((control, sum) -> {
            if (sum.said.terms().rate() < Scales.RATE) {
                streams.err().println("note: " + name(control) + " takes "
                    + ControlText.rate(sum.said.terms()) + " of what it matches, by a draw");
            }
            final Guard guard = control.terms().guard();
            if (guard != null && sum.hits * (double) Scales.RATE * Guard.FACTOR
                > (double) guard.expect() * guard.factor() * tried) {
                streams.err().println("note: " + name(control) + " hits more than it may: it "
                    + ControlText.guard(guard));
            }
        });
    }
}
