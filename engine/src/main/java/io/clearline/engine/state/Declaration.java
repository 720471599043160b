package io.clearline.engine.state;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Outcome;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An accepted declaration as it stands, unpacked: what later commands need of it and everything it has
 * drawn. A working object, filled from its image or by a decision, and packed again by
 * {@link DeclarationCodec}. Reused; one thread.
 */
public final class Declaration {
    /** 18 digits as a number. */
    public long number;
    /** Line and direction. */
    public Flow flow;
    /** Type of declaration. */
    public Form form;
    /** As it now stands; never REJECT. */
    public Outcome outcome;
    /** Whether it has been released at some time. */
    public boolean released;
    /** Whether it has passed the checkpoint. */
    public boolean departed;
    /** Whether every item is of the DOMESTIC regime. */
    public boolean domesticOnly;
    /** Whether a control asked for an audit after release. */
    public boolean audit;
    /** Number of the trader. */
    public int trader;
    /** Number of the agent, the trader where there is none. */
    public int agent;
    /** Number of the receiver, -1 = none. */
    public int receiver;
    /** Office of exit; 0 where it does not matter. */
    public int entryOffice;
    /** Last day on which it may pass the checkpoint; 0 where it does not matter. */
    public int checkpointUntil;
    /** Day of acceptance. */
    public int acceptedDay;
    /** Day by which a batch is to be settled; 0 = no batch. */
    public int dueDay;
    /** Hash of the accepted content. */
    public long contentHash;
    /** Number of the policy it was decided under. */
    public int policy;
    /** Fen. */
    public long duty;
    /** Fen. */
    public long additionalDuty;
    /** Fen. */
    public long consumptionTax;
    /** Fen. */
    public long vat;
    /** Fen paid so far. */
    public long paid;
    /** Fen reserved from the guarantee. */
    public long guarantee;

    /** Length of the submitter's reference. */
    public int refLength;
    /** The submitter's reference in ASCII. */
    public final MutableDirectBuffer ref = new ExpandableArrayBuffer(32);
    /** Length of the conveyance; 0 where it does not matter. */
    public int plateLength;
    /** The conveyance in UTF-8. */
    public final MutableDirectBuffer plate = new ExpandableArrayBuffer(128);

    /** Open holds: pairs of {@link Hold} and what raised it, sorted. */
    public final LongList holds = new LongList();
    /** Notices: item shifted by 16, code by 8, reason. */
    public final LongList notices = new LongList();
    /** Controls that matched, by the number of their version. */
    public final LongList hits = new LongList();
    /** Licences drawn: pairs of licence and quantity. */
    public final LongList licenceDraws = new LongList();
    /** Ledger draws of the trader: pairs of account and quantity. */
    public final LongList ledgerDraws = new LongList();
    /** What a release adds to a ledger: pairs of account and quantity. */
    public final LongList additions = new LongList();
    /** Codes used up: pairs of code and quantity. */
    public final LongList codeDraws = new LongList();
    /**
     * Waivers by election: triples of 8-digit line, first and last day; not yet begun: first is 0, last
     * the months it will run. */
    public final LongList waivers = new LongList();
    /** Items whose licence is still missing: triples of item, {@code HsKey}, quantity. */
    public final LongList licenceItems = new LongList();
    /** The lists above in the order of their bits in an image's list mask. */
    final LongList[] lists = {holds, notices, hits, licenceDraws, ledgerDraws, additions, codeDraws,
        waivers, licenceItems};
    /** Documents, while a licence is missing: triples of letter, offset, length in {@link #texts}. */
    public final LongList documents = new LongList();
    /** Holds the documents' numbers. */
    public final MutableDirectBuffer texts = new ExpandableArrayBuffer(256);
    /** How much of {@link #texts} is in use. */
    public int textsLength;

    /** Makes this a fresh declaration. */
    public void clear() {
        number = 0;
        trader = -1;
        agent = -1;
        acceptedDay = 0;
        outcome = Outcome.NULL_VAL;
        released = false;
        departed = false;
        domesticOnly = false;
        audit = false;
        receiver = -1;
        entryOffice = 0;
        checkpointUntil = 0;
        dueDay = 0;
        contentHash = 0;
        policy = 0;
        duty = 0;
        additionalDuty = 0;
        consumptionTax = 0;
        vat = 0;
        paid = 0;
        refLength = 0;
        plateLength = 0;
        holds.clear();
        notices.clear();
        hits.clear();
        forgetDraws();
        forgetDocuments();
    }

    /** Gives back everything drawn, as at return, destruction, cancellation and amendment. */
    public void forgetDraws() {
        guarantee = 0;
        licenceDraws.clear();
        ledgerDraws.clear();
        additions.clear();
        codeDraws.clear();
        waivers.clear();
    }

    /** Forgets what is kept for missing licences alone. */
    public void forgetDocuments() {
        licenceItems.clear();
        documents.clear();
        textsLength = 0;
    }

    /** Adds a document. */
    public void addDocument(
        final int letter, final DirectBuffer source, final int offset, final int length) {
        texts.putBytes(textsLength, source, offset, length);
        documents.add(letter);
        documents.add(textsLength);
        documents.add(length);
        textsLength += length;
    }

    /**
     * Adds a hold where its order wants it; the same hold twice counts once. Holds of one item and
     * kind by several controls stay apart, in the order they are added.
     */
    public void hold(final long hold, final long raisedBy) {
        final boolean cited = Hold.code(hold) == HoldCode.CITATION;
        int at = holds.size();
        while (at > 0 && (cited ? holds.get(at - 2) > hold : holds.get(at - 2) >= hold)) {
            if (holds.get(at - 2) == hold) {
                return;
            }
            at -= 2;
        }
        for (int i = at; cited && i > 0 && holds.get(i - 2) == hold; i -= 2) {
            if (holds.get(i - 1) == raisedBy) {
                return;
            }
        }
        holds.insert(at, raisedBy);
        holds.insert(at, hold);
    }

    /** Tells whether a hold of that kind is open. */
    public boolean isHeld(final HoldKind kind) {
        for (int i = 0; i < holds.size(); i += 2) {
            if (Hold.isKind(holds.get(i), kind)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the total of all taxes in fen. */
    public long total() {
        return Math.addExact(
            Math.addExact(duty, additionalDuty), Math.addExact(consumptionTax, vat));
    }

    /** Tells whether the declaration is over: returned, destroyed or cancelled. */
    public boolean ended() {
        return outcome != Outcome.HOLD && outcome != Outcome.RELEASE;
    }

    /** Tells whether a checkpoint could meet it. */
    public boolean awaitsCheckpoint() {
        return flow == Flow.SECOND_LINE_EXIT && !departed && !ended();
    }

    /** Tells whether it is a released batch whose tax is not paid. */
    public boolean isUnsettledBatch() {
        return dueDay != 0 && outcome == Outcome.RELEASE && paid < total();
    }

    /** Tells whether what it adds to a ledger stands there. */
    public boolean additionsStand() {
        return outcome == Outcome.RELEASE;
    }

    /** Returns whose ledger it adds to. */
    public int additionsParty() {
        return flow == Flow.ISLAND_TRANSFER ? receiver : trader;
    }
}
