package io.clearline.adapters.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** What a request is told that was not answered by the engine: RFC 9457 problem details. */
final class Problems {
    private static final long NS_PER_S = 1_000_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Problems() {
    }

    static void say(final Context ctx, final int status, final String detail) {
        ctx.status(status).contentType("application/problem+json").result(JSON.createObjectNode()
            .put("status", status).put("detail", detail).toString());
    }

    static void busy(final Context ctx, final String detail) {
        ctx.header("Retry-After", "1");
        say(ctx, Codes.TOO_MANY, detail + "; send it again with the same ref");
    }

    /** Says that a principal asks more than it may. */
    static void tooMany(final Context ctx, final long waitNs) {
        final long s = Math.max(1, (waitNs + NS_PER_S - 1) / NS_PER_S);
        ctx.header("Retry-After", Long.toString(s));
        say(ctx, Codes.TOO_MANY, "more than this principal may send or ask for; nothing was taken,"
            + " come back in " + s + " s");
    }

    static void unavailable(final Context ctx) {
        ctx.header("Retry-After", "1");
        say(ctx, Codes.UNAVAILABLE, "the engine is starting, stopping or has stopped; what was"
            + " sent and not answered is sent again with the same ref");
    }
}
