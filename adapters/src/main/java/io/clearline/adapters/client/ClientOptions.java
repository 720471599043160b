package io.clearline.adapters.client;

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
 */
public record ClientOptions(String host, int port, String token, int office, Path trust,
    Path certificate, Path key, int inFlightMax, long resumeAfter, int connectTimeoutMs) {
    private static final int IN_FLIGHT_MAX = 512;
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    /** Returns what a client of a server on this machine needs. */
    public static ClientOptions of(final String host, final int port, final String token) {
        return new ClientOptions(
            host, port, token, 0, null, null, null, IN_FLIGHT_MAX, -1, CONNECT_TIMEOUT_MS);
    }

    /** Returns this with TLS 1.3; a server's certificate must name the host. */
    public ClientOptions withTls(final Path authorities) {
        return new ClientOptions(host, port, token, office, authorities, certificate, key,
            inFlightMax, resumeAfter, connectTimeoutMs);
    }

    /** Returns this with a certificate of the client's own. */
    public ClientOptions withCertificate(final Path own, final Path ownKey) {
        return new ClientOptions(host, port, token, office, trust, own, ownKey, inFlightMax,
            resumeAfter, connectTimeoutMs);
    }

    /** Returns this for an office. */
    public ClientOptions withOffice(final int value) {
        return new ClientOptions(host, port, token, value, trust, certificate, key, inFlightMax,
            resumeAfter, connectTimeoutMs);
    }

    /** Returns this with another bound of commands without an answer, 1 and above. */
    public ClientOptions withInFlightMax(final int value) {
        return new ClientOptions(host, port, token, office, trust, certificate, key, value,
            resumeAfter, connectTimeoutMs);
    }

    /** Returns this going on behind an answer that an earlier client had. */
    public ClientOptions withResumeAfter(final long sequence) {
        return new ClientOptions(host, port, token, office, trust, certificate, key, inFlightMax,
            sequence, connectTimeoutMs);
    }

    /** Returns this with another time to wait for the first welcome, in ms. */
    public ClientOptions withConnectTimeoutMs(final int value) {
        return new ClientOptions(host, port, token, office, trust, certificate, key, inFlightMax,
            resumeAfter, value);
    }

    /** Leaves the token out: it must not get into logs. */
    @Override
    public String toString() {
        return host + ":" + port + (trust == null ? "" : " by TLS");
    }
}
