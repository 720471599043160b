/**
 * The binary protocol over TCP and TLS (docs/wire-format.md, the line): sessions, their limits, and the
 * answers that a client missed, read from the journal.
 */
package io.clearline.adapters.tcp;
