package io.clearline.adapters.control;

/**
 * Bounds how deep an expression can be before anything recursive sees it. Deep are brackets within
 * brackets and operators in a row, {@code a + b + c}; what {@code &&} and {@code ||} join is not,
 * for those are balanced. Counts more than there is rather than less.
 */
final class Nesting {
    /** No expression is deeper. */
    static final int MOST = 200;

    private final Source source;
    private final int[] operators = new int[MOST + 2];
    private final int[] below = new int[MOST + 2];
    private final int[] branches = new int[MOST + 2];
    private int level;

    private Nesting(final Source source) {
        this.source = source;
    }

    static void check(final Source source) throws RefusedException {
        new Nesting(source).scan();
    }

    private void scan() throws RefusedException {
        int at = 0;
        while (at < source.length()) {
            final int character = source.at(at);
            if (character == '"' || character == '\'') {
                at = behindText(at);
                continue;
            }
            if (character == '/' && source.at(at + 1) == '/') {
                while (at < source.length() && source.at(at) != '\n') {
                    at++;
                }
                continue;
            }
            token(character, at);
            at++;
        }
    }

    private void token(final int character, final int at) throws RefusedException {
        switch (character) {
            case '(', '[', '{' -> {
                level++;
                operators[level] = 0;
                below[level] = 0;
                branches[level] = 0;
                deepAt(at, level);
            }
            case ')', ']', '}' -> {
                if (level > 0) {
                    final int depth = depth() + branches[level] + 1;
                    level--;
                    below[level] = Math.max(below[level], depth);
                    deepAt(at, depth());
                }
            }
            case '?', ':' -> {
                branches[level]++;
                next(at);
            }
            case ',' -> next(at);
            case '&', '|' -> next(at);
            case '+', '-', '*', '/', '%', '<', '>', '=', '.', '!' -> {
                operators[level] += isSecond(at) ? 0 : 1;
                deepAt(at, depth());
            }
            default -> {
            }
        }
    }

    private int depth() {
        return operators[level] + below[level];
    }

    /** An operand ends: the deepest of them counts. */
    private void next(final int at) throws RefusedException {
        below[level] = Math.max(below[level], depth());
        operators[level] = 0;
        deepAt(at, below[level] + branches[level]);
    }

    private boolean isSecond(final int at) {
        final int before = at == 0 ? 0 : source.at(at - 1);
        return source.at(at) == '=' && (before == '=' || before == '<' || before == '>'
            || before == '!');
    }

    private void deepAt(final int at, final int depth) throws RefusedException {
        if (depth > MOST) {
            throw source.refuse(at, "nested deeper than " + MOST
                + "; write a list or several controls instead");
        }
    }

    /** Returns the index behind a text literal: one or three quotes, raw or not. */
    private int behindText(final int start) throws RefusedException {
        final int quote = source.at(start);
        final boolean triple = source.at(start + 1) == quote && source.at(start + 2) == quote;
        final boolean raw = isRaw(start);
        int at = start + (triple ? 3 : 1);
        while (at < source.length()) {
            final int character = source.at(at);
            if (character == '\\' && !raw) {
                at += 2;
            } else if (character == quote && (!triple
                || source.at(at + 1) == quote && source.at(at + 2) == quote)) {
                return at + (triple ? 3 : 1);
            } else if ((character == '\n' || character == '\r') && !triple) {
                break;
            } else {
                at++;
            }
        }
        throw source.refuse(start, "the text that begins here is not closed");
    }

    /** Tells whether a prefix such as {@code r} or {@code br} says that backslashes are plain. */
    private boolean isRaw(final int quote) {
        final int before = quote > 0 ? source.at(quote - 1) | 0x20 : 0;
        return before == 'r' || before == 'b' && quote > 1 && (source.at(quote - 2) | 0x20) == 'r';
    }
}
