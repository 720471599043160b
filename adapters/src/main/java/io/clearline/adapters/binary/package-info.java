/**
 * Binary messages from outside: whether they are sound, and the same checks of form that a line of JSON
 * gets. Knows no transport.
 */
package io.clearline.adapters.binary;
