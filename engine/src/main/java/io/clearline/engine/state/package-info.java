/**
 * Declarations, ledgers, licences, guarantees, waivers, codes: primitive maps and slabs, one owner each.
 */
package io.clearline.engine.state;
