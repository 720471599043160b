package io.clearline.adapters.client;

import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.aeron.Idle;
import java.nio.file.Path;

/**
 * How a client finds the server and who it is; immutable. Start from {@link #of}.
 *
 * @param host the server's name or address
 * @param port its port
 * @param token what {@code clearline token make} printed; "" = the certificate names the client
 * @param office the office it means to act for, four digits as a number; 0 = whatever its token says
 * @param trust PEM file of authorities for the server's certificate; null = plain
 * @param certificate PEM file of the client's own chain; null = none
 * @param key PEM file of its private key, PKCS #8
 * @param inFlightMax commands without an answer before {@code submit} waits
 * @param resumeAfter the last sequence an earlier client of the principal had, whose answers behind it
 *     are to be resent; -1 = none
 * @param connectTimeoutMs how long {@code connect} waits for the first welcome
 * @param aeron the way to a server over Aeron; null = TCP, by host and port
 */
public record ClientOptions(String host, int port, String token, int office, Path trust,
    Path certificate, Path key, int inFlightMax, long resumeAfter, int connectTimeoutMs,
    Aeron aeron) {
    /**
     * The way to a server over Aeron.
     *
     * @param channel the server's
     * @param driver directory of a media driver that runs; null = the client starts its own (UDP alone)
     * @param idle what the client's thread does while there is nothing
     */
    public record Aeron(String channel, Path driver, Idle idle) {
    }

    private static final int IN_FLIGHT_MAX = 512;
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    /** Returns what a client of a server on this machine needs. */
    public static ClientOptions of(final String host, final int port, final String token) {
        return new ClientOptions(
            host, port, token, 0, null, null, null, IN_FLIGHT_MAX, -1, CONNECT_TIMEOUT_MS, null);
    }

    /**
     * Returns what a client on the server's machine needs that goes by Aeron IPC.
     *
     * @param driver directory of the server's media driver, {@code DIR/aeron} where it has its own
     */
    public static ClientOptions ofIpc(final Path driver, final String token) {
        return of("", 0, token).withAeron(new Aeron(Channels.IPC, driver, Idle.BACKOFF));
    }

    /**
     * Returns what a client needs that goes by Aeron over UDP, in plain, with a media driver of its own.
     *
     * @param channel the server's, as {@code serve --aeron} names it
     */
    public static ClientOptions ofUdp(final String channel, final String token) {
        return of("", 0, token).withAeron(new Aeron(channel, null, Idle.BACKOFF));
    }

    /** Returns this over Aeron; TLS and certificates do not count then. */
    public ClientOptions withAeron(final Aeron value) {
        return new ClientOptions(host, port, token, office, trust, certificate, key, inFlightMax,
            resumeAfter, connectTimeoutMs, value);
    }

    /** Returns this with TLS 1.3; a server's certificate must name the host. */
    public ClientOptions withTls(final Path authorities) {
        return new ClientOptions(host, port, token, office, authorities, certificate, key,
            inFlightMax, resumeAfter, connectTimeoutMs, aeron);
    }

    /** Returns this with a certificate of the client's own. */
    public ClientOptions withCertificate(final Path own, final Path ownKey) {
        return new ClientOptions(host, port, token, office, trust, own, ownKey, inFlightMax,
            resumeAfter, connectTimeoutMs, aeron);
    }

    /** Returns this for an office. */
    public ClientOptions withOffice(final int value) {
        return new ClientOptions(host, port, token, value, trust, certificate, key, inFlightMax,
            resumeAfter, connectTimeoutMs, aeron);
    }

    /** Returns this with another bound of commands without an answer, 1 and above. */
    public ClientOptions withInFlightMax(final int value) {
        return new ClientOptions(host, port, token, office, trust, certificate, key, value,
            resumeAfter, connectTimeoutMs, aeron);
    }

    /** Returns this going on behind an answer that an earlier client had. */
    public ClientOptions withResumeAfter(final long sequence) {
        return new ClientOptions(host, port, token, office, trust, certificate, key, inFlightMax,
            sequence, connectTimeoutMs, aeron);
    }

    /** Returns this with another time to wait for the first welcome, in ms. */
    public ClientOptions withConnectTimeoutMs(final int value) {
        return new ClientOptions(host, port, token, office, trust, certificate, key, inFlightMax,
            resumeAfter, value, aeron);
    }

    /** Leaves the token out: it must not get into logs. */
    @Override
    public String toString() {
        return aeron != null ? aeron.channel() : host + ":" + port + (trust == null ? "" : " by TLS");
    }
}
