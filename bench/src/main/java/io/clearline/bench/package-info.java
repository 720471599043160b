/** Benchmarks of the hot parts, each named by the question it answers. Nothing here is needed to run. */
package io.clearline.bench;
