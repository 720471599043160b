package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The controls of all districts, by issuer and id, with all their versions (docs/controls.md: the
 * life of a control, what is counted, the harm guard).
 */
final class Controls {

    /** What a control that matches leads to. */
    enum Then {
        EXAMINE, DOCUMENT, AUDIT
    }

    /** Where a version begins. */
    enum FirstState {
        DRAFT, SHADOW, ACTIVE
    }

    /** Where a version stands; the first three in the order in which it comes further. */
    enum State {
        DRAFT, SHADOW, ACTIVE, PAUSED, WITHDRAWN;

        /** How far it came: a paused version is in force, too. */
        int stage() {
            return this == PAUSED ? ACTIVE.ordinal() : ordinal();
        }
    }

    private static final Map<State, Set<State>> MOVES = Map.of(
            State.DRAFT, Set.of(State.SHADOW, State.ACTIVE, State.WITHDRAWN),
            State.SHADOW, Set.of(State.ACTIVE, State.WITHDRAWN),
            State.ACTIVE, Set.of(State.PAUSED, State.WITHDRAWN),
            State.PAUSED, Set.of(State.ACTIVE, State.WITHDRAWN),
            State.WITHDRAWN, Set.of());

    /** The harm guard. */
    record Guard(BigDecimal expect, BigDecimal factor, int over) {

        boolean tripped(int hits) {
            BigDecimal most = expect.multiply(factor).multiply(BigDecimal.valueOf(over));
            return BigDecimal.valueOf(hits).compareTo(most) > 0;
        }
    }

    /** What a version says; {@code from}, {@code to}, {@code author}, {@code guard} may be null. */
    record Control(String issuer, String id, int version, ControlSeam.Expression when, Then then,
            BigDecimal rate, Instant from, Instant to, String author, Guard guard) {

        String citation() {
            return issuer + "/" + id + "@" + version;
        }

        boolean inForce(Instant now) {
            return (from == null || !now.isBefore(from)) && (to == null || now.isBefore(to));
        }
    }

    /** A version, where it stands, and what it counted. */
    static final class Version {
        final Control control;
        State state;
        private int declarations;
        private int hits;
        private int items;
        private int holds;
        private int errors;
        /** Declarations of the guard's block, and how many it hit. */
        private int block;
        private int blockHits;
        private boolean tripped;

        Version(Control control) {
            this.control = control;
        }

        private boolean tried() {
            return state == State.SHADOW || state == State.ACTIVE;
        }

        private void enter(State next) {
            state = next;
            tripped = false;
            if (tried()) {
                declarations = hits = items = holds = errors = block = blockHits = 0;
            }
        }

        private void count(Found found) {
            declarations++;
            block++;
            if (found != null) {
                hits++;
                blockHits++;
                items += found.items;
                holds += found.holds;
                errors += found.errors > 0 ? 1 : 0;
            }
            if (control.guard != null && block == control.guard.over) {
                tripped |= state == State.ACTIVE && control.guard.tripped(blockHits);
                block = blockHits = 0;
            }
        }

        @Override
        public String toString() {
            return control.citation() + " " + state + " declarations=" + declarations + " hits="
                    + hits + " items=" + items + " holds=" + holds + " errors=" + errors;
        }
    }

    /** What a version hit of one declaration. */
    private static final class Found {
        private int items;
        private int holds;
        private int errors;
    }

    private final Map<String, TreeMap<Integer, Version>> versions = new TreeMap<>();
    /** What was found on the declaration that was tried last. */
    private final Map<Version, Found> found = new java.util.LinkedHashMap<>();
    private final Counting counting;

    Controls(Counting counting) {
        this.counting = counting;
    }

    private static String key(String issuer, String id) {
        return issuer + "/" + id;
    }

    TreeMap<Integer, Version> of(String issuer, String id) {
        return versions.getOrDefault(key(issuer, id), new TreeMap<>());
    }

    List<Version> all() {
        List<Version> all = new ArrayList<>();
        versions.values().stream().map(Map::values).forEach(all::addAll);
        return all;
    }

    /** "A lower or equal version is refused", withdrawn or not. */
    boolean replaceable(String issuer, String id, int version) {
        TreeMap<Integer, Version> known = of(issuer, id);
        return known.isEmpty() || version > known.lastKey();
    }

    void put(Control control, State state) {
        Version version = new Version(control);
        versions.computeIfAbsent(key(control.issuer, control.id), ignored -> new TreeMap<>())
                .put(control.version, version);
        // First the new one's, so that a counter of both goes on.
        counting.use(control.when.counters());
        move(version, state);
    }

    private void end(Version version) {
        if (version.state != State.WITHDRAWN) {
            counting.drop(version.control.when.counters());
        }
        version.enter(State.WITHDRAWN);
    }

    static boolean legal(State from, State to) {
        return MOVES.get(from).contains(to);
    }

    /** "A version that comes as far as a lower one, or further, ends it." */
    void move(Version version, State state) {
        Control control = version.control;
        Collection<Version> lower =
                of(control.issuer, control.id).headMap(control.version).values();
        for (Version other : lower) {
            if (state != State.WITHDRAWN && other.state != State.WITHDRAWN
                    && other.state.stage() <= state.stage()) {
                end(other);
            }
        }
        if (state == State.WITHDRAWN) {
            end(version);
        } else {
            version.enter(state);
        }
    }

    /** Ends all versions; false if none was left. */
    boolean withdraw(String issuer, String id) {
        boolean any = false;
        for (Version version : of(issuer, id).values()) {
            any |= version.state != State.WITHDRAWN;
            end(version);
        }
        return any;
    }

    /** "Before it decides the next command that it journals." */
    List<Version> pauseTripped() {
        List<Version> paused = all().stream().filter(version -> version.tripped).toList();
        paused.forEach(version -> version.enter(State.PAUSED));
        return paused;
    }

    /** The command was not journaled: as if it had not been. */
    void takeBack(List<Version> paused) {
        paused.forEach(version -> version.state = State.ACTIVE);
        paused.forEach(version -> version.tripped = true);
    }

    /** Tries every control; hits come out by issuer, then id. */
    void tryAll(ControlFacts facts, Instant now, Verdict verdict) {
        found.clear();
        for (Version version : all()) {
            Control control = version.control;
            if (!version.tried() || !control.inForce(now)) {
                continue;
            }
            Found hit = new Found();
            if (control.when.namesItem()) {
                facts.body().items().forEach(item -> one(version, facts, item, verdict, hit));
            } else {
                one(version, facts, null, verdict, hit);
            }
            if (hit.items > 0) {
                found.put(version, hit);
            }
            if (hit.items > 0 && version.state == State.ACTIVE) {
                verdict.hits.add(control.citation());
            }
        }
    }

    /** Holds the item that matches, or item 0 if the control names no item. */
    private static void one(Version version, ControlFacts facts, Item item, Verdict verdict,
            Found hit) {
        Control control = version.control;
        boolean error = false;
        try {
            // A share in between would need the secret of the draw, which is not in the contract.
            if (!control.when.matches(facts, item) || control.rate.signum() == 0) {
                return;
            }
        } catch (ArithmeticException wrong) {
            error = true;
        }
        hit.items++;
        hit.errors += error ? 1 : 0;
        if (version.state == State.SHADOW) {
            return;
        }
        if (!error && control.then == Then.AUDIT) {
            verdict.audit = true;
            return;
        }
        hit.holds++;
        HoldKind kind = error ? HoldKind.DOCUMENT : HoldKind.valueOf(control.then.name());
        verdict.hold(kind, item == null ? 0 : item.no(), control.citation());
    }

    /** "A declaration counts once, when it is accepted." */
    void accept(Instant now) {
        for (Version version : all()) {
            if (version.tried() && version.control.inForce(now)) {
                version.count(found.get(version));
            }
        }
    }
}
