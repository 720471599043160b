package io.clearline.engine.state;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Outcome;
import org.agrona.DirectBuffer;

/**
 * Packs a {@link Declaration} into its image and back. The image stands in the journal as an effect and
 * in the state as it is (docs/wire-format.md), so its layout is part of the wire format.
 */
public final class DeclarationCodec {
    /** Where the reference stands in an image. */
    static final int REF_AT = 2 * Long.BYTES;

    private static final int RELEASED = 1;
    private static final int DEPARTED = 2;
    private static final int DOMESTIC_ONLY = 4;
    private static final int AUDIT = 8;
    private static final int OWN_AGENT = 16;
    private static final int PLATE = 32;
    private static final int RECEIVER = 64;
    private static final int MONEY = 128;

    private final PackedReader in = new PackedReader();

    /** Appends the image of a declaration. */
    public void encode(final Declaration d, final PackedWriter out) {
        out.putLong(d.number);
        out.putLong(d.contentHash);
        out.putByte(d.refLength).putBytes(d.ref, 0, d.refLength);
        out.putByte(d.flow.value() << 4 | d.form.value());
        out.putByte(d.outcome.value());
        final int flags = flags(d);
        out.putByte(flags);
        out.putVar(d.trader);
        if ((flags & OWN_AGENT) == 0) {
            out.putVar(d.agent);
        }
        out.putSigned(d.acceptedDay);
        out.putVar(d.policy);
        if ((flags & RECEIVER) != 0) {
            out.putVar(d.receiver);
        }
        if ((flags & PLATE) != 0) {
            out.putVar(d.entryOffice).putSigned(d.checkpointUntil);
            out.putSized(d.plate, 0, d.plateLength);
        }
        if ((flags & MONEY) != 0) {
            out.putVar(d.duty).putVar(d.additionalDuty).putVar(d.consumptionTax).putVar(d.vat);
            out.putVar(d.paid).putVar(d.guarantee).putVar(d.dueDay);
        }
        encodeLists(d, out);
    }

    private static int flags(final Declaration d) {
        return (d.released ? RELEASED : 0) | (d.departed ? DEPARTED : 0)
            | (d.domesticOnly ? DOMESTIC_ONLY : 0) | (d.audit ? AUDIT : 0)
            | (d.agent == d.trader ? OWN_AGENT : 0) | (d.plateLength > 0 ? PLATE : 0)
            | (d.receiver >= 0 ? RECEIVER : 0)
            | ((d.duty | d.additionalDuty | d.consumptionTax | d.vat | d.dueDay) != 0 ? MONEY : 0);
    }

    private static void encodeLists(final Declaration d, final PackedWriter out) {
        int mask = 0;
        for (int bit = 0; bit < d.lists.length; bit++) {
            mask |= d.lists[bit].size() > 0 ? 1 << bit : 0;
        }
        out.putVar(mask);
        for (int left = mask; left != 0; left &= left - 1) {
            final LongList values = d.lists[Integer.numberOfTrailingZeros(left)];
            out.putVar(values.size());
            for (int i = 0; i < values.size(); i++) {
                out.putVar(values.get(i));
            }
        }
        if (d.licenceItems.size() > 0) {
            out.putVar(d.documents.size() / 3);
            for (int i = 0; i < d.documents.size(); i += 3) {
                out.putVar(d.documents.get(i)).putSized(
                    d.texts, (int) d.documents.get(i + 1), (int) d.documents.get(i + 2));
            }
        }
    }

    /** Reads the agent alone; the reader stands behind the reference. */
    static int agent(final PackedReader at) {
        at.skip(2);
        final int flags = at.getByte();
        final int trader = at.getVarInt();
        return (flags & OWN_AGENT) != 0 ? trader : at.getVarInt();
    }

    /** Fills a declaration from its image. */
    public void decode(
        final DirectBuffer image, final int offset, final int length, final Declaration d) {
        in.wrap(image, offset, length);
        d.clear();
        d.number = in.getLong();
        d.contentHash = in.getLong();
        d.refLength = in.getByte();
        d.ref.putBytes(0, image, in.skip(d.refLength), d.refLength);
        final int kinds = in.getByte();
        d.flow = Flow.get((short) (kinds >>> 4));
        d.form = Form.get((short) (kinds & 15));
        d.outcome = Outcome.get((short) in.getByte());
        final int flags = in.getByte();
        d.released = (flags & RELEASED) != 0;
        d.departed = (flags & DEPARTED) != 0;
        d.domesticOnly = (flags & DOMESTIC_ONLY) != 0;
        d.audit = (flags & AUDIT) != 0;
        d.trader = in.getVarInt();
        d.agent = (flags & OWN_AGENT) != 0 ? d.trader : in.getVarInt();
        d.acceptedDay = (int) in.getSigned();
        d.policy = in.getVarInt();
        d.receiver = (flags & RECEIVER) != 0 ? in.getVarInt() : -1;
        if ((flags & PLATE) != 0) {
            d.entryOffice = in.getVarInt();
            d.checkpointUntil = (int) in.getSigned();
            d.plateLength = in.getVarInt();
            d.plate.putBytes(0, image, in.skip(d.plateLength), d.plateLength);
        }
        if ((flags & MONEY) != 0) {
            d.duty = in.getVar();
            d.additionalDuty = in.getVar();
            d.consumptionTax = in.getVar();
            d.vat = in.getVar();
            d.paid = in.getVar();
            d.guarantee = in.getVar();
            d.dueDay = in.getVarInt();
        }
        decodeLists(d);
    }

    private void decodeLists(final Declaration d) {
        for (int mask = in.getVarInt(); mask != 0; mask &= mask - 1) {
            final LongList values = d.lists[Integer.numberOfTrailingZeros(mask)];
            for (int left = in.getVarInt(); left > 0; left--) {
                values.add(in.getVar());
            }
        }
        if (d.licenceItems.size() > 0) {
            for (int left = in.getVarInt(); left > 0; left--) {
                final int letter = in.getVarInt();
                final int length = in.getVarInt();
                d.addDocument(letter, in.buffer(), in.skip(length), length);
            }
        }
    }
}
