package io.clearline.adapters.http;

/** Reads what stands in headers and parameters of requests: whatever it is. Stateless. */
final class RequestText {
    private static final String BEARER = "Bearer ";
    private static final int TOKEN_LENGTH_MAX = 256;

    private RequestText() {
    }

    /**
     * Returns the token that a header bears, "" where it bears none.
     *
     * @param authorization the header's text, null = there is none
     */
    static String bearer(final String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
            && authorization.length() <= TOKEN_LENGTH_MAX
            ? authorization.substring(BEARER.length()).strip() : "";
    }

    /** Returns a sequence or a count, -1 where a text is none. */
    static long number(final String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }
}
