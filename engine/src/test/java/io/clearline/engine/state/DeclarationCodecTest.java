package io.clearline.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.record.PackedWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A declaration's image keeps every field, and a declaration has one image alone. */
class DeclarationCodecTest {
    private static final long SEED = 0xC0DE_2026L;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final DeclarationCodec codec = new DeclarationCodec();
    private final Declaration in = new Declaration();
    private final Declaration out = new Declaration();

    private byte[] encoded(final Declaration d) {
        final PackedWriter image = new PackedWriter(16);
        codec.encode(d, image);
        final byte[] bytes = new byte[image.length()];
        image.buffer().getBytes(0, bytes);
        return bytes;
    }

    private void decode(final byte[] image) {
        final byte[] shifted = new byte[image.length + 5];
        System.arraycopy(image, 0, shifted, 3, image.length);
        codec.decode(new UnsafeBuffer(shifted), 3, image.length, out);
    }

    @Test
    void everyFieldComesBackAndTheImageIsStable() {
        for (int i = 0; i < 10_000; i++) {
            Declared.fill(in, random);
            final byte[] image = encoded(in);
            decode(image);
            assertEquals(Declared.text(in), Declared.text(out), "seed " + SEED + ", round " + i);
            assertArrayEquals(image, encoded(out), "seed " + SEED + ", round " + i);
        }
    }

    /** Decoding reuses the object: nothing of the declaration before may shine through. */
    @Test
    void anEmptyDeclarationComesBackEmpty() {
        in.clear();
        in.trader = 0;
        in.agent = 0;
        in.flow = io.clearline.engine.record.sbe.Flow.SECOND_LINE_EXIT;
        in.form = io.clearline.engine.record.sbe.Form.NORMAL;
        in.outcome = io.clearline.engine.record.sbe.Outcome.HOLD;
        final byte[] image = encoded(in);
        for (int i = 0; i < 100; i++) {
            Declared.fill(out, random);
            decode(image);
            assertEquals(Declared.text(in), Declared.text(out), "seed " + SEED);
        }
    }

    @Test
    void aTruncatedImageIsAnError() {
        for (int i = 0; i < 200; i++) {
            Declared.fill(in, random);
            final byte[] image = encoded(in);
            for (int length = 0; length < image.length; length++) {
                final byte[] cut = Arrays.copyOf(image, length);
                assertThrows(IllegalStateException.class, () -> decode(cut),
                    () -> "cut to " + cut.length + " of seed " + SEED);
            }
        }
    }

    /**
     * A new field must find its way into the image, or be named here as one that need not: "lists"
     * holds the lists that are fields themselves.
     */
    @Test
    void noFieldIsForgotten() {
        final List<String> fields = Arrays.stream(Declaration.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers())).map(Field::getName)
            .filter(name -> !name.startsWith("$")).sorted().toList();
        assertEquals(List.of("acceptedDay", "additionalDuty", "additions", "agent", "audit",
            "checkpointUntil", "codeDraws", "consumptionTax", "contentHash", "departed",
            "documents", "domesticOnly", "dueDay", "duty", "entryOffice", "flow", "form",
            "guarantee", "hits", "holds", "ledgerDraws", "licenceDraws", "licenceItems",
            "lists", "notices", "number", "outcome",
            "paid", "plate", "plateLength", "policy", "receiver", "ref", "refLength", "released",
            "texts", "textsLength", "trader", "vat", "waivers"), fields);
    }
}
