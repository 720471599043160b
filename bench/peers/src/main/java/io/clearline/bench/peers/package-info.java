/**
 * What a port would build instead, beside the engine in one run: a rule engine that decides, a
 * database that keeps, a bare append loop as the limit of the machine. Outcomes are compared where
 * the peer decides.
 */
package io.clearline.bench.peers;
