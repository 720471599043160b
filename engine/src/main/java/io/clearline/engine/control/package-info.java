/**
 * Controls: risk rules of the districts as programs, compiled to predicates, found by an index;
 * named lists; the register of versions. Knows a declaration only as a {@link
 * io.clearline.engine.control.Subject}. No text of expressions is parsed here: that is the
 * adapters' work.
 */
package io.clearline.engine.control;
