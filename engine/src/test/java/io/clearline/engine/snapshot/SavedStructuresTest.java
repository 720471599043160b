package io.clearline.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.memory.Images;
import io.clearline.engine.memory.IntChunks;
import io.clearline.engine.memory.LongChunks;
import io.clearline.engine.memory.LongList;
import io.clearline.engine.memory.LongMaps;
import io.clearline.engine.memory.LongTable;
import io.clearline.engine.memory.Records;
import io.clearline.engine.memory.TagIndex;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every container of the state through a snapshot's blocks, when it is empty, small, and larger than
 * several of its own chunks and several blocks: it comes back equal, and goes on as if nothing had
 * been.
 */
class SavedStructuresTest {
    private static final long SEED = 0x5A4E_2026L;
    private static final int[] SIZES = {0, 1, 100, 100_000};

    @TempDir
    private Path directory;

    private Path file;

    /** One kind of container: how to make, save and load it, and what is done to it in a step. */
    private record Kind<T>(
        Supplier<T> make, BiConsumer<T, StateOutput> save, BiConsumer<T, StateInput> load,
        BiConsumer<T, SplittableRandom> step) {
    }

    private <T> void goesOn(final Kind<T> kind) throws IOException {
        file = directory.resolve("saved");
        for (final int size : SIZES) {
            final SplittableRandom random = new SplittableRandom(SEED + size);
            final T first = kind.make.get();
            for (int i = 0; i < size; i++) {
                kind.step.accept(first, random);
            }
            final byte[] saved = save(out -> kind.save.accept(first, out));
            final T second = kind.make.get();
            load(in -> kind.load.accept(second, in));
            final String context = size + " steps of seed " + SEED;
            assertArrayEquals(saved, save(out -> kind.save.accept(second, out)), context);
            final SplittableRandom again = random.split();
            final long seed = again.nextLong();
            final SplittableRandom one = new SplittableRandom(seed);
            final SplittableRandom other = new SplittableRandom(seed);
            for (int i = 0; i < size / 2 + 10; i++) {
                kind.step.accept(first, one);
                kind.step.accept(second, other);
            }
            assertArrayEquals(save(out -> kind.save.accept(first, out)),
                save(out -> kind.save.accept(second, out)), "then others, " + context);
        }
    }

    private byte[] save(final Consumer<StateOutput> saver) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            final SnapshotOutput out = new SnapshotOutput(channel, SnapshotSteps.NONE);
            saver.accept(out);
            out.end();
        }
        return Files.readAllBytes(file);
    }

    private void load(final Consumer<StateInput> loader) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final SnapshotInput in = new SnapshotInput(channel);
            loader.accept(in);
            in.end();
        }
    }

    private static UnsafeBuffer image(final SplittableRandom random) {
        final int length = random.nextInt(50) == 0 ? random.nextInt(9_000)
            : random.nextInt(2_000) == 0 ? random.nextInt(400_000) : random.nextInt(200);
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new UnsafeBuffer(bytes);
    }

    @Test
    void images() throws IOException {
        goesOn(new Kind<>(Images::new, Images::save, Images::load, (images, random) -> {
            final UnsafeBuffer image = image(random);
            if (images.size() == 0 || random.nextInt(3) > 0) {
                images.add(image, 0, image.capacity());
            } else {
                // Another length frees a block, which must be found again.
                images.replace(random.nextInt(images.size()), image, 0, image.capacity());
            }
        }));
    }

    @Test
    void lists() throws IOException {
        goesOn(new Kind<>(IntChunks::new, IntChunks::save, IntChunks::load,
            (list, random) -> list.add(random.nextInt())));
        goesOn(new Kind<>(LongChunks::new, LongChunks::save, LongChunks::load,
            (list, random) -> list.add(random.nextInt(300_000), random.nextLong())));
        goesOn(new Kind<>(LongList::new, LongList::save, LongList::load,
            (list, random) -> list.add(random.nextLong())));
    }

    @Test
    void records() throws IOException {
        goesOn(new Kind<>(Records::new, Records::save, Records::load, (records, random) -> {
            final int record = records.add();
            records.buffer(record).putLong(records.offset(record) + 56, random.nextLong());
        }));
    }

    @Test
    void indexes() throws IOException {
        goesOn(new Kind<>(TagIndex::new, TagIndex::save, TagIndex::load, (index, random) ->
            index.add(random.nextLong(), random.nextInt(Integer.MAX_VALUE))));
        goesOn(new Kind<>(ByteKeyIndex::new, ByteKeyIndex::save, ByteKeyIndex::load,
            (index, random) -> {
                final byte[] key = new byte[random.nextInt(4)];
                random.nextBytes(key);
                index.intern(new UnsafeBuffer(key), 0, key.length);
            }));
    }

    @Test
    void tables() throws IOException {
        goesOn(new Kind<>(LongTable::new, LongTable::save, LongTable::load, (table, random) ->
            table.set(random.nextLong(100_000), random.nextLong())));
        goesOn(new Kind<>(() -> new Long2LongHashMap(0), LongMaps::save, LongMaps::load,
            (map, random) -> {
                map.put(random.nextLong(), random.nextLong() | 1);
                map.remove(random.nextLong(1_000));
            }));
    }

    @Test
    void numbersAndBytesOfAnyLengthAcrossBlocks() throws IOException {
        file = directory.resolve("saved");
        final long seed = SEED;
        final SplittableRandom writing = new SplittableRandom(seed);
        save(out -> puts(writing, out));
        final SplittableRandom reading = new SplittableRandom(seed);
        load(in -> takes(reading, in, seed));
    }

    private static void puts(final SplittableRandom random, final StateOutput out) {
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> out.putByte(random.nextInt());
                case 1 -> out.putInt(random.nextInt());
                case 2 -> out.putLong(random.nextLong());
                case 3 -> out.putSized(image(random).byteArray());
                default -> {
                    final UnsafeBuffer image = image(random);
                    out.putBytes(image, 0, image.capacity());
                }
            }
        }
    }

    private static void takes(
        final SplittableRandom random, final StateInput in, final long seed) {
        final String context = "seed " + seed;
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> assertEquals(random.nextInt() & 0xFF, in.getByte(), context);
                case 1 -> assertEquals(random.nextInt(), in.getInt(), context);
                case 2 -> assertEquals(random.nextLong(), in.getLong(), context);
                case 3 -> assertArrayEquals(image(random).byteArray(), in.getSized(), context);
                default -> {
                    final UnsafeBuffer image = image(random);
                    final UnsafeBuffer read = new UnsafeBuffer(new byte[image.capacity()]);
                    in.getBytes(read, 0, read.capacity());
                    assertArrayEquals(image.byteArray(), read.byteArray(), context);
                }
            }
        }
    }
}
