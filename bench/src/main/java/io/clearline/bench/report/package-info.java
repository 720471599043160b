/** How results are told: percentiles and their spread, tables, plots, the machine they are from. */
package io.clearline.bench.report;
