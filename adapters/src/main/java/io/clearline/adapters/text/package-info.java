/**
 * Spelled values and their numbers on the wire: decimals, times, check digits, the cells of
 * reference tables. Knows no message format and reports by code, not by exception.
 */
package io.clearline.adapters.text;
