package io.clearline.adapters.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.json.CommandText;
import io.clearline.adapters.json.SoundCommand;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.AmendEncoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.TimerEncoder;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Commands from outside: sound ones pass byte for byte, broken ones are told from them, always. */
class CommandCheckTest {
    private static final long SEED = 7_2026;
    private static final int ROUNDS = 200_000;
    private static final int MANY = 100_000;
    /** What the virtual machine may do on a thread now and then; all in all. */
    private static final long BYTES_ALLOWED = 16_384;
    private static final Set<Integer> PORTS = Set.of(DeclareDecoder.TEMPLATE_ID,
        PayDecoder.TEMPLATE_ID, AddDocumentDecoder.TEMPLATE_ID, ResolveDecoder.TEMPLATE_ID,
        CancelDecoder.TEMPLATE_ID, ArriveDecoder.TEMPLATE_ID);

    /** The scenarios have none of these. */
    private static final List<String> CONTROLS = List.of(
        "{'type':'control','id':'ZJ-014','version':2,'issuer':'6700','when':'packages > 3',"
            + "'then':'EXAMINE','rate':0.25,'from':'2026-03-01T00:00:00+08:00','basis':'b',"
            + "'instruction':'\u6d77','author':'O1','state':'SHADOW','expect':'0.01',"
            + "'factor':5,'over':50}",
        "{'type':'withdraw','id':'ZJ-014','issuer':'6700','reason':'r'}",
        "{'type':'list','name':'ZJ-watch','issuer':'6700','action':'ADD',"
            + "'members':['a','b'],'expires':'2027-03-01T00:00:00+08:00','basis':'b'}",
        "{'type':'control-state','id':'ZJ-014','version':2,'issuer':'6700','state':'ACTIVE',"
            + "'officer':'O2','reason':'r'}");

    /** Around them a value of some field ceases to be sound. */
    private static final long[] LIMITS = {0, 1, 2, 5, 8, 10, 32, 50, 65, 255, 9_999, 17_576, 65_535,
        100_000_000L, 10_000_000_000L, 100_000_000_000_000L, 10_000_000_000_000_000L,
        253_402_214_400_000L, Long.MIN_VALUE, Integer.MIN_VALUE, ' ', '~', '"', '\\', 0x1F, 0x1F393431L};

    private final CommandCheck check = new CommandCheck();
    private final SoundCommand soundCommand = new SoundCommand();
    private final CommandText text = new CommandText();
    private final CommandDecoder decoder = new CommandDecoder(false);
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);

    /** Every command of the scenarios without a fault of form. */
    private static List<byte[]> commands() throws IOException {
        final List<byte[]> commands = new ArrayList<>();
        final CommandDecoder decoder = new CommandDecoder(false);
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
        for (final String line : lines()) {
            final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            final int length = decoder.decode(bytes, 0, bytes.length, buffer, 0);
            final byte[] command = new byte[length];
            buffer.getBytes(0, command);
            if (isSent(command)) {
                commands.add(command);
            }
        }
        return commands;
    }

    private static List<String> lines() throws IOException {
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(Path.of("src/test/resources/scenario"))) {
            files = walk.filter(path -> path.endsWith("in.jsonl")).sorted().toList();
        }
        final List<String> lines = new ArrayList<>();
        for (final Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        for (final String control : CONTROLS) {
            lines.add(control.replace('\'', '"'));
        }
        return lines;
    }

    private static boolean isSent(final byte[] command) {
        final int template =
            new MessageHeaderDecoder().wrap(new UnsafeBuffer(command), 0).templateId();
        return template != MalformedDecoder.TEMPLATE_ID
            && template != UnknownTypeDecoder.TEMPLATE_ID && !hasFormErrors(command)
            && (template != AmendDecoder.TEMPLATE_ID || !hasFormErrors(body(command)));
    }

    private static byte[] body(final byte[] command) {
        final AmendDecoder amend = new AmendDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(command), 0, new MessageHeaderDecoder());
        amend.formErrors();
        amend.skipDeclaration();
        final byte[] body = new byte[amend.bodyLength()];
        amend.getBody(body, 0, body.length);
        return body;
    }

    private static boolean hasFormErrors(final byte[] command) {
        final UnsafeBuffer buffer = new UnsafeBuffer(command);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        final int group = header.encodedLength() + header.blockLength();
        return buffer.getShort(group + 2, ByteOrder.LITTLE_ENDIAN) != 0;
    }

    private byte[] checked(final byte[] message) throws BadCommandException {
        final int length = check.check(new UnsafeBuffer(message), 0, message.length, out);
        final byte[] command = new byte[length];
        out.getBytes(0, command);
        return command;
    }

    @Test
    void aSoundCommandPassesByteForByte() throws Exception {
        final Set<Integer> templates = new HashSet<>();
        for (final byte[] command : commands()) {
            assertArrayEquals(command, checked(command));
            templates.add(
                new MessageHeaderDecoder().wrap(new UnsafeBuffer(command), 0).templateId());
        }
        assertTrue(templates.size() == 13, "kinds of commands: " + templates);
    }

    /**
     * Whatever bytes come: refused or checked, with nothing else thrown and no unbounded output. What is
     * seen to be sound without JSON is so by way of JSON, too, and comes out with the same bytes.
     */
    @Test
    void brokenBytesAreRefusedOrJudged() throws Exception {
        final List<byte[]> good = commands();
        final SplittableRandom random = new SplittableRandom(SEED);
        int judged = 0;
        int sound = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final byte[] broken = mutated(good.get(random.nextInt(good.size())), random);
            final UnsafeBuffer message = new UnsafeBuffer(broken);
            try {
                final int length = check.check(message, 0, broken.length, out);
                assertTrue(length < 8 * broken.length + MANY, "seed " + SEED + " round " + round);
                judged++;
                if (soundCommand.test(message, 0)) {
                    assertArrayEquals(byWayOfJson(broken), java.util.Arrays.copyOf(
                        out.byteArray(), length), "seed " + SEED + " round " + round);
                    sound++;
                }
            } catch (final BadCommandException refused) {
                assertTrue(refused.getMessage() != null, "seed " + SEED + " round " + round);
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + SEED + " round " + round, e);
            }
        }
        assertTrue(judged > ROUNDS / 20 && judged < ROUNDS, "judged " + judged);
        assertTrue(sound > judged / 20 && sound < judged, "sound " + sound + " of " + judged);
    }

    private byte[] byWayOfJson(final byte[] message) {
        final ExpandableArrayBuffer read = new ExpandableArrayBuffer(4096);
        final int line = text.encode(new UnsafeBuffer(message), 0);
        final int length = decoder.decode(text.bytes(), 0, line, read, 0);
        return java.util.Arrays.copyOf(read.byteArray(), length);
    }

    private static byte[] mutated(final byte[] good, final SplittableRandom random) {
        byte[] bytes = good.clone();
        for (int flips = random.nextInt(3); flips >= 0; flips--) {
            final int at = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                case 3 -> bytes = java.util.Arrays.copyOf(bytes, 1 + at);
                case 4, 5 -> put(bytes, at, LIMITS[random.nextInt(LIMITS.length)]
                    + random.nextInt(3) - 1, 1 << random.nextInt(4));
                default -> {
                    bytes = java.util.Arrays.copyOf(bytes, bytes.length + random.nextInt(40));
                }
            }
        }
        return bytes;
    }

    /** Puts the low bytes of a number, as many as were wanted and fit. */
    private static void put(final byte[] bytes, final int at, final long value, final int count) {
        for (int i = 0; i < count && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    /** Each kind that ports send by the thousand is taken without JSON: none of the scenarios' but these. */
    @Test
    void whatPortsSendIsSeenToBeSound() throws Exception {
        final List<byte[]> others = new ArrayList<>();
        final Set<Integer> templates = new HashSet<>();
        for (final byte[] command : commands()) {
            final UnsafeBuffer message = new UnsafeBuffer(command);
            final int template = new MessageHeaderDecoder().wrap(message, 0).templateId();
            if (soundCommand.test(message, 0)) {
                assertArrayEquals(command, byWayOfJson(command));
                templates.add(template);
            } else if (PORTS.contains(template)) {
                others.add(command);
            }
        }
        assertEquals(PORTS, templates);
        assertEquals(0, others.size(), () -> others.stream().map(command -> {
            final int length = text.encode(new UnsafeBuffer(command), 0);
            return new String(text.bytes(), 0, length, StandardCharsets.UTF_8);
        }).toList().toString());
    }

    @Test
    void whatIsSoundIsCheckedWithoutAllocation() throws Exception {
        final List<UnsafeBuffer> messages = commands().stream().map(UnsafeBuffer::new)
            .filter(message -> soundCommand.test(message, 0)).toList();
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long self = Thread.currentThread().getId();
        check(messages);
        final long before = threads.getThreadAllocatedBytes(self);
        check(messages);
        final long bytes = threads.getThreadAllocatedBytes(self) - before;
        assertTrue(bytes < BYTES_ALLOWED, bytes + " bytes for " + MANY + " commands");
    }

    private void check(final List<UnsafeBuffer> messages) throws BadCommandException {
        for (int i = 0; i < MANY; i++) {
            final UnsafeBuffer message = messages.get(i % messages.size());
            check.check(message, 0, message.capacity(), out);
        }
    }

    private void refuses(final byte[] message, final String why) {
        final BadCommandException refused =
            assertThrows(BadCommandException.class, () -> checked(message));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        final byte[] good = commands().get(0);
        refuses(new byte[0], "ends early");
        refuses(java.util.Arrays.copyOf(good, good.length - 1), "ends early");
        refuses(java.util.Arrays.copyOf(good, good.length + 1), "bytes behind");
        final byte[] version = good.clone();
        version[6] = 9;
        refuses(version, "version 9");
        final byte[] block = good.clone();
        block[0]++;
        refuses(block, "a block of");
    }

    /** What the engine writes itself no client may. */
    @Test
    void refusesCommandsOfTheEngineItself() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final TimerEncoder timer = new TimerEncoder().wrapAndApplyHeader(buffer, 0, header);
        final byte[] message = new byte[header.encodedLength() + timer.encodedLength()];
        buffer.getBytes(0, message);
        refuses(message, "template 15 is no command that a client sends");
    }

    /** Faults that the client claims would be believed; the server finds its own. */
    @Test
    void takesNoFaultsOnTrustAndFindsThemItself() throws Exception {
        final byte[] good = commands().stream().filter(command -> new MessageHeaderDecoder()
            .wrap(new UnsafeBuffer(command), 0).templateId() == DeclareDecoder.TEMPLATE_ID)
            .findFirst().orElseThrow();
        final byte[] claimed = good.clone();
        final UnsafeBuffer buffer = new UnsafeBuffer(claimed);
        final int group = 8 + DeclareDecoder.BLOCK_LENGTH;
        buffer.putShort(group + 2, (short) 1, ByteOrder.LITTLE_ENDIAN);
        refuses(claimed, "at most 0");

        final byte[] faulty = good.clone();
        new UnsafeBuffer(faulty).putByte(8 + DeclareDecoder.traderEncodingOffset(), (byte) 'x');
        final UnsafeBuffer judged = new UnsafeBuffer(checked(faulty));
        final DeclareDecoder declare =
            new DeclareDecoder().wrapAndApplyHeader(judged, 0, new MessageHeaderDecoder());
        assertEquals(RejectCode.FORMAT, declare.formErrors().next().code());
    }

    @Test
    void looksIntoTheBodyOfAnAmendment() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final AmendEncoder amend = new AmendEncoder().wrapAndApplyHeader(buffer, 0, header);
        amend.at(AmendEncoder.atNullValue()).formErrorsCount(0);
        amend.declaration("A").putBody(new byte[20], 0, 20);
        final byte[] message = new byte[header.encodedLength() + amend.encodedLength()];
        buffer.getBytes(0, message);
        refuses(message, "schema 0");
    }
}
