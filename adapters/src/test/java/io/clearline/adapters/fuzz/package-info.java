/**
 * What decodes bytes from outside, each behind one entry that takes any bytes: run over a corpus with every
 * test run, and fuzzed at night. No entry may throw what its decoder does not declare.
 */
package io.clearline.adapters.fuzz;
