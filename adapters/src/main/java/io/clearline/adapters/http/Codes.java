package io.clearline.adapters.http;

import io.clearline.adapters.intake.FirstReject;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedDecoder;
import org.agrona.DirectBuffer;

/** The HTTP status that says what an answer says: RFC 9110. */
final class Codes {
    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int TOO_MANY = 429;
    static final int UNAVAILABLE = 503;
    static final int NO_STORAGE = 507;

    private Codes() {
    }

    /** Returns the status of an answer: released 200, held 202, and what a refusal means. */
    static int of(final DirectBuffer answer, final int offset) {
        final RejectCode refused = new FirstReject().of(answer, offset);
        if (refused != null) {
            return of(refused);
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(answer, offset);
        return switch (header.templateId()) {
            case RejectedDecoder.TEMPLATE_ID -> BAD_REQUEST;
            case DecisionDecoder.TEMPLATE_ID -> of(
                new DecisionDecoder().wrapAndApplyHeader(answer, offset, header).outcome());
            default -> OK;
        };
    }

    private static int of(final Outcome outcome) {
        return switch (outcome) {
            case REJECT -> BAD_REQUEST;
            case HOLD -> ACCEPTED;
            default -> OK;
        };
    }

    private static int of(final RejectCode code) {
        return switch (code) {
            case FORBIDDEN -> FORBIDDEN;
            case UNKNOWN_DECLARATION -> NOT_FOUND;
            case DUPLICATE_REF, STATE -> CONFLICT;
            default -> BAD_REQUEST;
        };
    }
}
