package io.clearline.engine.state;

import io.clearline.engine.control.Controls;
import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.reference.ReferenceData;

/**
 * Everything the engine knows. Rules read it; {@link Applier} alone changes it, and only from what a
 * record says. One thread.
 */
public final class ClearanceState {
    /** Stands for: no engine time was ever seen. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Which owners write what, and in which order. */
    private static final int LAYOUT = 1;

    final ReferenceData reference;
    final Declarations declarations = new Declarations();
    final Ledgers ledgers = new Ledgers();
    final Obligations obligations = new Obligations();
    final Agenda agenda = new Agenda();
    final Codes codes = new Codes();
    final Arrivals arrivals = new Arrivals();
    final Controls controls = new Controls();
    final DrawSecret drawSecret = new DrawSecret();
    final Selections selections = new Selections();
    final Principals principals = new Principals();
    final LongList policies = new LongList();
    long lastSequence;
    long lastTimeMs = NO_TIME;

    /**
     * Creates the empty state.
     *
     * @param logicVersion version of the decision logic, which is part of the policy's hash
     */
    public ClearanceState(final int logicVersion) {
        reference = new ReferenceData(logicVersion);
        rememberPolicy();
    }

    /** Gives the present policy a number, if it has none yet. */
    void rememberPolicy() {
        final int last = policies.size() - 2;
        if (last < 0 || policies.get(last) != reference.hash().high()
            || policies.get(last + 1) != reference.hash().low()) {
            policies.add(reference.hash().high());
            policies.add(reference.hash().low());
        }
    }

    /** Returns the number of the policy in force. */
    public int policy() {
        return policies.size() / 2 - 1;
    }

    /** Returns the high half of a policy's hash. */
    public long policyHigh(final int policy) {
        return policies.get(policy * 2);
    }

    /** Returns the low half of a policy's hash. */
    public long policyLow(final int policy) {
        return policies.get(policy * 2 + 1);
    }

    /** Returns the reference tables. */
    public ReferenceData reference() {
        return reference;
    }

    /** Returns the declarations. */
    public Declarations declarations() {
        return declarations;
    }

    /** Returns ledgers and what is used of licences and guarantees. */
    public Ledgers ledgers() {
        return ledgers;
    }

    /** Returns waivers, unsettled batches and awaited exits. */
    public Obligations obligations() {
        return obligations;
    }

    /** Returns what will fall due. */
    public Agenda agenda() {
        return agenda;
    }

    /** Returns confirmation and cumulative codes. */
    public Codes codes() {
        return codes;
    }

    /** Returns the answered arrivals. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** Returns the controls and the lists they name. */
    public Controls controls() {
        return controls;
    }

    /** Returns the sequence of the last record applied, 0 before the first. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Returns the latest engine time seen, or {@link #NO_TIME}. */
    public long lastTimeMs() {
        return lastTimeMs;
    }

    /** Returns the secret behind the random draws. */
    public DrawSecret drawSecret() {
        return drawSecret;
    }

    /** Returns who may send commands. */
    public Principals principals() {
        return principals;
    }

    /** Returns what the offices selected. */
    public Selections selections() {
        return selections;
    }

    /** Returns a hash of the whole state. */
    public long hash() {
        long hash = Hash64.fold(lastSequence, lastTimeMs);
        hash = Hash64.fold(hash, drawSecret.hash());
        hash = Hash64.fold(hash, selections.hash());
        hash = Hash64.fold(hash, principals.hash());
        hash = Hash64.fold(hash, reference.hash().high());
        hash = Hash64.fold(hash, reference.hash().low());
        hash = Hash64.fold(hash, declarations.hash());
        hash = Hash64.fold(hash, ledgers.hash());
        hash = Hash64.fold(hash, codes.hash());
        hash = Hash64.fold(hash, arrivals.hash());
        hash = Hash64.fold(hash, controls.hash());
        return Hash64.mix(Hash64.fold(hash, obligations.size() * 31L + agenda.size()));
    }

    /**
     * Writes the whole state: every owner in turn. {@link Applier} adds what it keeps itself. Who adds
     * an owner adds it here and below; once a release has written snapshots, with another
     * {@link #LAYOUT}, and reads the older ones without it.
     */
    void save(final StateOutput out) {
        out.putInt(LAYOUT);
        out.putLong(lastSequence);
        out.putLong(lastTimeMs);
        drawSecret.save(out);
        selections.save(out);
        principals.save(out);
        policies.save(out);
        reference.save(out);
        declarations.save(out);
        ledgers.save(out);
        obligations.save(out);
        agenda.save(out);
        codes.save(out);
        arrivals.save(out);
        controls.save(out);
    }

    /** Reads what {@link #save} wrote into a new state, in the same order. */
    void load(final StateInput in) {
        final int layout = in.getInt();
        if (layout != LAYOUT) {
            throw new IllegalStateException(
                "state layout " + layout + ", this release knows " + LAYOUT);
        }
        lastSequence = in.getLong();
        lastTimeMs = in.getLong();
        drawSecret.load(in);
        selections.load(in);
        principals.load(in);
        policies.load(in);
        reference.load(in);
        declarations.load(in);
        ledgers.load(in);
        obligations.load(in);
        agenda.load(in);
        codes.load(in);
        arrivals.load(in);
        controls.load(in);
        // Another release's logic makes another policy of the same rules.
        rememberPolicy();
    }
}
