/** The binary protocol over TCP and TLS: the lines that its sessions run on. */
package io.clearline.adapters.tcp;
