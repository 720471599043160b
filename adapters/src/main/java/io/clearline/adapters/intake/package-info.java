/**
 * What all ways into the engine share: who sends, and how each sender gets its own answers, in order.
 * Knows no transport and no text format.
 */
package io.clearline.adapters.intake;
