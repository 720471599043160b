package io.clearline.engine.state;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes declarations at random, every field that an image can keep, and spells them out. */
final class Declared {
    private static final Outcome[] OUTCOMES = {Outcome.RELEASE, Outcome.HOLD, Outcome.RETURNED,
        Outcome.DESTROYED, Outcome.CANCELLED};

    private Declared() {
    }

    /** Fills a declaration; one field in three stays as {@code clear} leaves it. */
    static void fill(final Declaration d, final SplittableRandom random) {
        d.clear();
        d.number = random.nextLong(1_000_000_000_000_000_000L);
        d.contentHash = random.nextLong();
        d.refLength = text(d.ref, "R" + random.nextLong(1L << random.nextInt(1, 63)));
        d.flow = Flow.values()[random.nextInt(5)];
        d.form = Form.values()[random.nextInt(4)];
        d.outcome = OUTCOMES[random.nextInt(OUTCOMES.length)];
        d.released = random.nextBoolean();
        d.departed = random.nextBoolean();
        d.domesticOnly = random.nextBoolean();
        d.audit = random.nextBoolean();
        d.trader = random.nextInt(1_000_000);
        d.agent = random.nextBoolean() ? d.trader : random.nextInt(1_000_000);
        d.receiver = random.nextInt(3) == 0 ? random.nextInt(1_000_000) : -1;
        d.acceptedDay = random.nextInt(-1_000, 100_000);
        d.policy = random.nextInt(10_000);
        if (random.nextInt(3) == 0) {
            d.plateLength = text(d.plate, "\u743CA" + random.nextInt());
            d.entryOffice = random.nextInt(10_000);
            d.checkpointUntil = random.nextInt(-1_000, 100_000);
        }
        if (random.nextInt(3) == 0) {
            d.duty = random.nextLong(1L << 50);
            d.additionalDuty = random.nextLong(1L << 50);
            d.consumptionTax = random.nextLong(1L << 50);
            d.vat = 1 + random.nextLong(1L << 50);
            d.paid = random.nextLong(1L << 50);
            d.guarantee = random.nextLong(1L << 50);
            d.dueDay = random.nextInt(100_000);
        }
        for (final LongList list : lists(d)) {
            final int width = list == d.waivers || list == d.licenceItems ? 3
                : list == d.notices || list == d.hits ? 1 : 2;
            for (int i = random.nextInt(3) * random.nextInt(6) * width; i > 0; i--) {
                list.add(random.nextLong() >>> random.nextInt(64));
            }
        }
        if (d.licenceItems.size() > 0) {
            for (int i = random.nextInt(5); i > 0; i--) {
                final byte[] no = ("\u8BC1-" + random.nextInt()).getBytes(StandardCharsets.UTF_8);
                d.addDocument(random.nextInt(0x11_0000), new UnsafeBuffer(no), 0, no.length);
            }
        }
    }

    private static int text(final MutableDirectBuffer target, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        target.putBytes(0, bytes);
        return bytes.length;
    }

    private static LongList[] lists(final Declaration d) {
        return new LongList[] {d.holds, d.notices, d.hits, d.licenceDraws, d.ledgerDraws,
            d.additions, d.codeDraws, d.waivers, d.licenceItems};
    }

    /** Spells out every field. */
    static String text(final Declaration d) {
        final StringJoiner text = new StringJoiner(" ");
        text.add("" + d.number).add("" + d.flow).add("" + d.form).add("" + d.outcome);
        text.add("" + d.released).add("" + d.departed).add("" + d.domesticOnly).add("" + d.audit);
        text.add("" + d.trader).add("" + d.agent).add("" + d.receiver).add("" + d.entryOffice);
        text.add("" + d.checkpointUntil).add("" + d.acceptedDay).add("" + d.dueDay);
        text.add("" + d.contentHash).add("" + d.policy).add("" + d.duty);
        text.add("" + d.additionalDuty).add("" + d.consumptionTax).add("" + d.vat);
        text.add("" + d.paid).add("" + d.guarantee);
        text.add(d.ref.getStringWithoutLengthUtf8(0, d.refLength));
        text.add(d.plate.getStringWithoutLengthUtf8(0, d.plateLength));
        for (final LongList list : lists(d)) {
            text.add("|");
            for (int i = 0; i < list.size(); i++) {
                text.add("" + list.get(i));
            }
        }
        for (int i = 0; i < d.documents.size(); i += 3) {
            text.add(d.documents.get(i) + "=" + d.texts.getStringWithoutLengthUtf8(
                (int) d.documents.get(i + 1), (int) d.documents.get(i + 2)));
        }
        return text.toString();
    }
}
