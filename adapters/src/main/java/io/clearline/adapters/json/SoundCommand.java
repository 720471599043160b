package io.clearline.adapters.json;

import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.Verdict;
import org.agrona.DirectBuffer;

/**
 * Tells command messages that, written as JSON by {@link CommandText} and read again by {@link
 * CommandDecoder}, come out byte for byte as they went in: without a fault of form, no default left
 * to fill in. It only ever says yes: what it does not know to be so goes that way and is judged there, so
 * that there is one judge of faults. Knows what ports send by the thousand. Allocates nothing; not
 * thread-safe.
 */
public final class SoundCommand {
    private static final int HOLDS = 7;
    private static final int RESULTS = 2;
    private static final int ACTIONS = 3;
    private static final int LANES = 2;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SoundDeclare declare = new SoundDeclare();
    private final PayDecoder pay = new PayDecoder();
    private final AddDocumentDecoder document = new AddDocumentDecoder();
    private final ResolveDecoder resolve = new ResolveDecoder();
    private final CancelDecoder cancel = new CancelDecoder();
    private final ArriveDecoder arrive = new ArriveDecoder();

    /**
     * Looks at a message.
     *
     * @param message holds it; its layout was walked: all lengths lie within, all texts are UTF-8
     * @param offset index of its message header
     * @return true if it is known to come out as it is
     */
    public boolean test(final DirectBuffer message, final int offset) {
        return switch (header.wrap(message, offset).templateId()) {
            case DeclareDecoder.TEMPLATE_ID -> declare.isSound(message, offset, header);
            case PayDecoder.TEMPLATE_ID -> pay(message, offset);
            case AddDocumentDecoder.TEMPLATE_ID -> document(message, offset);
            case ResolveDecoder.TEMPLATE_ID -> resolve(message, offset);
            case CancelDecoder.TEMPLATE_ID -> cancel(message, offset);
            case ArriveDecoder.TEMPLATE_ID -> arrive(message, offset);
            default -> false;
        };
    }

    private static boolean text(final DirectBuffer message, final int at, final int length) {
        return SoundValues.text(message, at, length, true, FieldReader.TEXT_CHARACTERS);
    }

    private boolean pay(final DirectBuffer message, final int offset) {
        pay.wrapAndApplyHeader(message, offset, header);
        return SoundValues.time(pay.at()) && SoundValues.fen(pay.amount())
            && pay.formErrors().count() == 0
            && text(message, pay.limit() + PayDecoder.declarationHeaderLength(),
                pay.declarationLength());
    }

    private boolean document(final DirectBuffer message, final int offset) {
        document.wrapAndApplyHeader(message, offset, header);
        if (!SoundValues.time(document.at()) || !SoundValues.character(document.code())
            || document.formErrors().count() > 0
            || !text(message, document.limit() + AddDocumentDecoder.declarationHeaderLength(),
                document.declarationLength())) {
            return false;
        }
        document.skipDeclaration();
        return SoundValues.text(message, document.limit() + AddDocumentDecoder.noHeaderLength(),
            document.noLength(), true, FieldReader.CODE_CHARACTERS);
    }

    private boolean resolve(final DirectBuffer message, final int offset) {
        resolve.wrapAndApplyHeader(message, offset, header);
        final int result = resolve.resultRaw();
        final int item = resolve.item();
        if (!SoundValues.time(resolve.at()) || !SoundValues.word(resolve.holdRaw(), HOLDS, true)
            || item < 0 && item != ResolveDecoder.itemNullValue()
            || !SoundValues.word(result, RESULTS, true)
            || !SoundValues.word(
                resolve.actionRaw(), ACTIONS, result == Verdict.FAIL.value())
            || resolve.formErrors().count() > 0
            || !text(message, resolve.limit() + ResolveDecoder.declarationHeaderLength(),
                resolve.declarationLength())) {
            return false;
        }
        resolve.skipDeclaration();
        if (!text(message, resolve.limit() + ResolveDecoder.officerHeaderLength(),
            resolve.officerLength())) {
            return false;
        }
        resolve.skipOfficer();
        return SoundValues.text(message, resolve.limit() + ResolveDecoder.noteHeaderLength(),
            resolve.noteLength(), false, FieldReader.TEXT_CHARACTERS);
    }

    private boolean cancel(final DirectBuffer message, final int offset) {
        cancel.wrapAndApplyHeader(message, offset, header);
        if (!SoundValues.time(cancel.at()) || cancel.formErrors().count() > 0
            || !text(message, cancel.limit() + CancelDecoder.declarationHeaderLength(),
                cancel.declarationLength())) {
            return false;
        }
        cancel.skipDeclaration();
        return text(message, cancel.limit() + CancelDecoder.reasonHeaderLength(),
            cancel.reasonLength());
    }

    private boolean arrive(final DirectBuffer message, final int offset) {
        arrive.wrapAndApplyHeader(message, offset, header);
        return SoundValues.time(arrive.at())
            && SoundValues.reference(message,
                arrive.offset() + ArriveDecoder.submitterRefEncodingOffset(),
                ArriveDecoder.submitterRefLength())
            && SoundValues.fourDigits(arrive.office())
            && SoundValues.word(arrive.laneRaw(), LANES, true)
            && arrive.formErrors().count() == 0
            && SoundValues.text(message, arrive.limit() + ArriveDecoder.plateHeaderLength(),
                arrive.plateLength(), true, FieldReader.CODE_CHARACTERS);
    }
}
