package io.clearline.adapters.aeron;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the two streams of a line run: the client's to the server, and the server's answer to it. */
public final class Channels {
    /** IPC, within the machine. */
    public static final String IPC = CommonContext.IPC_CHANNEL;
    /** The stream on which clients speak. */
    public static final int REQUEST_STREAM = 8482;
    /** The stream on which the server speaks. */
    public static final int RESPONSE_STREAM = 8483;

    private static final String TERM_LENGTH = "1m";
    private static final String IPC_MTU = "8k";
    private static final int PORT_MAX = 65_535;

    private final ChannelUri request;
    private final String control;

    private Channels(final ChannelUri request, final String control) {
        this.request = request;
        this.control = control;
    }

    /**
     * Reads a channel: {@code aeron:ipc}, or {@code aeron:udp?endpoint=HOST:PORT}, with
     * {@code |control=HOST:PORT} where answers are not to come from the port above.
     *
     * @throws IOException if it is neither; says what is wrong
     */
    public static Channels of(final String channel) throws IOException {
        final ChannelUri uri;
        try {
            uri = ChannelUri.parse(channel);
        } catch (final IllegalArgumentException e) {
            throw new IOException("not a channel of Aeron (" + e.getMessage()
                + "): give aeron:ipc or aeron:udp?endpoint=HOST:PORT", e);
        }
        if (uri.isIpc()) {
            return new Channels(uri, null);
        }
        final String endpoint = uri.get(CommonContext.ENDPOINT_PARAM_NAME);
        if (!uri.isUdp() || endpoint == null) {
            throw new IOException(
                "a channel without an endpoint: give aeron:ipc or aeron:udp?endpoint=HOST:PORT");
        }
        final int port = port(endpoint);
        final String given = uri.remove(CommonContext.MDC_CONTROL_PARAM_NAME);
        if (given == null && port == PORT_MAX) {
            throw new IOException("no port is above 65535: add |control=HOST:PORT for the answers");
        }
        final String control = given == null ? host(endpoint) + ":" + (port + 1) : given;
        port(control);
        return new Channels(uri, control);
    }

    private static String host(final String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf(':'));
    }

    private static int port(final String endpoint) throws IOException {
        final int colon = endpoint.lastIndexOf(':');
        final String port = endpoint.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX
            || Integer.parseInt(port) == 0) {
            throw new IOException(endpoint + " is no endpoint: HOST:PORT, the port 1 to 65535");
        }
        return Integer.parseInt(port);
    }

    /**
     * Tells whether nothing leaves the machine.
     *
     * @throws IOException if there is no such host
     */
    public boolean isLocal() throws IOException {
        return request.isIpc() || isLoopback(request.get(CommonContext.ENDPOINT_PARAM_NAME))
            && isLoopback(control);
    }

    private static boolean isLoopback(final String endpoint) throws IOException {
        final String host = host(endpoint);
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (final UnknownHostException e) {
            throw new IOException("there is no host " + host, e);
        }
    }

    /** Tells whether it is IPC. */
    public boolean isIpc() {
        return request.isIpc();
    }

    /** Returns where the server listens. */
    public String request() {
        return request.toString();
    }

    /** Returns where a client listens for the answers to it. */
    public String response() {
        return response(null).toString();
    }

    /** Returns where a client speaks whose answers come to a subscription. */
    public String requestOf(final long responseSubscription) {
        final ChannelUri uri = ChannelUri.parse(request.toString());
        uri.put(CommonContext.RESPONSE_CORRELATION_ID_PARAM_NAME,
            Long.toString(responseSubscription));
        return sized(uri);
    }

    /** Returns where the server speaks to the client that an image came from. */
    public String responseTo(final long imageCorrelation) {
        return sized(response(Long.toString(imageCorrelation)));
    }

    private ChannelUri response(final String correlation) {
        final ChannelUri uri = ChannelUri.parse(request.isIpc() ? IPC : "aeron:udp");
        uri.put(CommonContext.MDC_CONTROL_MODE_PARAM_NAME,
            CommonContext.CONTROL_MODE_RESPONSE);
        if (control != null) {
            uri.put(CommonContext.MDC_CONTROL_PARAM_NAME, control);
        }
        if (correlation != null) {
            uri.put(CommonContext.RESPONSE_CORRELATION_ID_PARAM_NAME, correlation);
        }
        return uri;
    }

    private String sized(final ChannelUri uri) {
        if (uri.get(CommonContext.TERM_LENGTH_PARAM_NAME) == null) {
            uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, TERM_LENGTH);
        }
        if (request.isIpc() && uri.get(CommonContext.MTU_LENGTH_PARAM_NAME) == null) {
            uri.put(CommonContext.MTU_LENGTH_PARAM_NAME, IPC_MTU);
        }
        return uri.toString();
    }
}
