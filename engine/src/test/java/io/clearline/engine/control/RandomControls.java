package io.clearline.engine.control;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Random programs and declarations over a few values, so that they meet. */
final class RandomControls {
    private static final String[] TEXTS = {"trader", "conveyance", "item.origin",
        "dispatchCountry", "office", "flow", "receiver", "item.name", "entity.credit"};
    private static final String[] LISTS = {"watch", "white", "empty"};

    private final SplittableRandom random;

    RandomControls(final long seed) {
        random = new SplittableRandom(seed);
    }

    int draw(final int bound) {
        return random.nextInt(bound);
    }

    String value() {
        return random.nextInt(10) == 0 ? "" : "v" + random.nextInt(8);
    }

    String hs() {
        return String.format("%08d", 87_030_000 + random.nextInt(40) * 1_000 + random.nextInt(3));
    }

    private String field() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    byte[] program(final int depth) {
        final int kind = random.nextInt(depth > 0 ? 16 : 12);
        return switch (kind) {
            case 0 -> Programs.eq(field(), value());
            case 1 -> Programs.in(field(), value(), value(), value());
            case 2, 3 -> Programs.prefix("item.hs", hs().substring(0, random.nextInt(9)));
            case 4 -> Programs.eq("item.hs", hs());
            case 5 -> Programs.inList(field(), LISTS[random.nextInt(LISTS.length)]);
            case 6 -> Programs.prefix(field(), "v");
            case 7 -> Programs.above("item.value", Integer.toString(random.nextInt(100)));
            case 8 -> Programs.field("transit");
            case 9 -> Programs.op(random.nextInt(20) == 0 ? Op.FALSE : Op.TRUE);
            case 10 -> random.nextInt(5) == 0 ? Programs.error()
                : Programs.in("item.hs", hs(), hs());
            case 11 -> Programs.op(Op.EQ, ValueType.STRING,
                Programs.text(value()), Programs.field(field()));
            case 12, 13 -> Programs.and(program(depth - 1), program(depth - 1));
            case 14 -> Programs.or(program(depth - 1), program(depth - 1));
            default -> Programs.op(Op.NOT, program(depth - 1));
        };
    }

    Control put(final Controls controls, final int issuer, final String id, final int version) {
        final byte[] program = program(4);
        return put(controls, issuer, id, version, program);
    }

    static Control put(final Controls controls, final int issuer, final String id,
        final int version, final byte[] program) {
        return put(controls, terms(issuer, id, version), ControlState.ACTIVE, program, 0);
    }

    static Control put(final Controls controls, final Control.Terms terms,
        final ControlState state, final byte[] program, final long nowMs) {
        return controls.put(
            terms, state, new UnsafeBuffer(program), 0, program.length, nowMs);
    }

    static Control.Terms terms(final int issuer, final String id, final int version) {
        return terms(issuer, id, version, Long.MIN_VALUE, Long.MAX_VALUE, null);
    }

    static Control.Terms terms(final int issuer, final String id, final int version,
        final long fromMs, final long toMs, final Guard guard) {
        return new Control.Terms(issuer, id.getBytes(StandardCharsets.UTF_8), version,
            ControlThen.EXAMINE, Scales.RATE, fromMs, toMs, new byte[0], new byte[0],
            new byte[0], guard);
    }

    Facts facts(final long nowMs) {
        final Facts facts = new Facts().at(nowMs).put("transit", random.nextBoolean());
        for (final String field : TEXTS) {
            if (!field.startsWith("item.")) {
                facts.put(field, value());
            }
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            facts.item().put("item.hs", hs()).put("item.origin", value())
                .put("item.name", value()).put("item.value", random.nextInt(100) + ".00");
        }
        return facts;
    }

    void lists(final NamedLists lists) {
        for (final String value : List.of("v0", "v3", "")) {
            final byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            final int member = lists.intern(new UnsafeBuffer(bytes), 0, bytes.length);
            lists.put(LISTS[random.nextInt(2)], 6700, member, 500 + random.nextInt(1_000));
        }
    }
}
