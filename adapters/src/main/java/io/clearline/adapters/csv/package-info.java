/**
 * Reference data from CSV files: read whole, checked whole, then handed on as messages of bounded
 * size. Nothing is yielded of a directory with a fault.
 */
package io.clearline.adapters.csv;
