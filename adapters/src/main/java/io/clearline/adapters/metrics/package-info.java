/** What is going on, in numbers for Prometheus. Names no trader, no reference, no principal. */
package io.clearline.adapters.metrics;
