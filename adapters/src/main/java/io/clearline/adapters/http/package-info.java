/**
 * HTTP: commands as JSON and as streams of JSON Lines, answers by sequence, declarations by number or
 * reference, health. Look-ups read the status store and the journal, never the engine's thread.
 */
package io.clearline.adapters.http;
