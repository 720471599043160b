/**
 * The binary protocol over Aeron, IPC and UDP: the bytes of its frames as Aeron's messages, one
 * publication of the client and one of the server a line.
 */
package io.clearline.adapters.aeron;
