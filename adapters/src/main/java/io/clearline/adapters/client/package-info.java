/**
 * The client library: declarations built by types, sent over the binary protocol, answered once and in
 * order whatever happens to the line. Knows no server.
 */
package io.clearline.adapters.client;
