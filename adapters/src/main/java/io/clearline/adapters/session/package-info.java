/**
 * The conversation of the binary protocol (docs/wire-format.md, the line), whatever carries its bytes: who is
 * let in, commands and answers, limits, and the answers that a client missed, read from the journal.
 */
package io.clearline.adapters.session;
