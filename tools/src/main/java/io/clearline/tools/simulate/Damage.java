package io.clearline.tools.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Harm that no engine does and no promise covers: done to an image, with what it hit. */
final class Damage {
    private static final FaultKind[] KINDS = {FaultKind.BIT_ROT, FaultKind.BIT_ROT,
        FaultKind.LOST_PAGE, FaultKind.MISDIRECTED_PAGE, FaultKind.TRUNCATED_FILE,
        FaultKind.MISSING_FILE};

    private final DiskImage image;
    private final SplittableRandom random;
    private final FaultKind kind;
    private long firstHit = Long.MAX_VALUE;
    private long firstLost = Long.MAX_VALUE;
    private String where = "";

    private Damage(
        final DiskImage image, final SplittableRandom random, final FaultKind kind) {
        this.image = image;
        this.random = random;
        this.kind = kind;
    }

    /** Does some harm to an image that holds at least one record. */
    static Damage to(final DiskImage image, final SplittableRandom random) {
        final Damage damage = new Damage(image, random, KINDS[random.nextInt(KINDS.length)]);
        damage.apply();
        return damage;
    }

    FaultKind kind() {
        return kind;
    }

    /** Returns the first record of whose document a byte was changed, MAX_VALUE if none was. */
    long firstHit() {
        return firstHit;
    }

    /** Returns the first record that is no longer there: one may have lost its frame alone. */
    long firstLost() {
        return firstLost;
    }

    /** Returns what was harmed, in words. */
    String where() {
        return where;
    }

    private void apply() {
        final String[] files = image.files().keySet().stream()
            .filter(name -> name.endsWith(".cq4")
                && !Documents.records(image.files().get(name)).isEmpty())
            .toArray(String[]::new);
        final String file = files[random.nextInt(files.length)];
        final byte[] bytes = image.files().get(file);
        final List<Documents.Place> places = Documents.records(bytes);
        final Documents.Place place = places.get(random.nextInt(places.size()));
        switch (kind) {
            case BIT_ROT -> flip(file, place);
            case LOST_PAGE -> {
                final int page = page(place);
                change(file, page, new byte[Math.min(Pages.PAGE, bytes.length - page)]);
            }
            case MISDIRECTED_PAGE -> {
                final int from = random.nextInt(bytes.length / Pages.PAGE) * Pages.PAGE;
                change(file, page(place), Arrays.copyOfRange(bytes, from, from + Pages.PAGE));
            }
            case TRUNCATED_FILE -> {
                final int at = random.nextInt(places.get(places.size() - 1).to());
                where = file + " at " + at;
                hit(places, at, Integer.MAX_VALUE);
                image.files().put(file, Arrays.copyOf(bytes, at));
            }
            default -> {
                final boolean mark = random.nextInt(4) == 0;
                where = mark ? "high-water" : file;
                if (!mark) {
                    firstHit = places.get(0).sequence();
                    firstLost = firstHit;
                }
                image.files().remove(where);
            }
        }
    }

    private int page(final Documents.Place place) {
        return place.from() + random.nextInt(place.to() - place.from()) & -Pages.PAGE;
    }

    private void flip(final String file, final Documents.Place place) {
        final Map<String, byte[]> files = image.files();
        final String name = random.nextInt(8) > 0 ? file
            : random.nextInt(4) == 0 ? "format" : "high-water";
        final byte[] bytes = files.get(name);
        final int at = name.equals(file) && random.nextInt(8) > 0
            ? place.from() + random.nextInt(place.to() - place.from())
            : random.nextInt(bytes.length);
        change(name, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
    }

    private void change(final String name, final int at, final byte[] content) {
        where = name + " at " + at;
        final byte[] bytes = image.files().get(name);
        final int length = Math.min(content.length, bytes.length - at);
        int first = 0;
        while (first < length && bytes[at + first] == content[first]) {
            first++;
        }
        if (first < length && name.endsWith(".cq4")) {
            hit(Documents.records(bytes), at + first, at + length);
        }
        System.arraycopy(content, 0, bytes, at, length);
    }

    private void hit(final List<Documents.Place> places, final int from, final int to) {
        for (final Documents.Place place : places) {
            if (place.meets(from, to)) {
                firstHit = Math.min(firstHit, place.sequence());
            }
            if (place.record().meets(from, to)) {
                firstLost = Math.min(firstLost, place.sequence());
            }
        }
    }
}
