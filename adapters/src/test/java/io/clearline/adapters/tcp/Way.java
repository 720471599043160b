package io.clearline.adapters.tcp;

/** What a client and a server of the tests speak over. */
public enum Way {
    TCP, IPC, UDP
}
