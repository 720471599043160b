package io.clearline.adapters.control;

/**
 * Why an expression is not taken.
 *
 * @param line from 1
 * @param column in Unicode characters, from 1
 * @param message one line for an officer: what is wrong and what to write instead
 */
public record Refusal(int line, int column, String message) {
    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
