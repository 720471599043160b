/**
 * The demo: bundled reference data, a seeded generator of declarations, the run and its report.
 * Nothing here is used by the other verbs.
 */
package io.clearline.tools.demo;
