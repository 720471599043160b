/**
 * Seals over the journal: records gathered in blocks, a Merkle tree over each, a chain of signed
 * heads over the blocks; what checks them, proves single records by them and exchanges them with
 * other offices. A follower: never on the engine thread. Knows records as bytes, and of their
 * meaning no more than which declaration one is about.
 */
package io.clearline.engine.seal;
