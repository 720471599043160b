/** The benchmarks' command line: one class for each verb, which says what is run and tells it. */
package io.clearline.bench.cli;
