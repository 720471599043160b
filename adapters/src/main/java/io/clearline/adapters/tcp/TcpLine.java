package io.clearline.adapters.tcp;

import io.clearline.adapters.session.Line;
import io.clearline.adapters.session.LineHost;
import io.clearline.adapters.session.LineListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A line over TCP, with or without TLS: the last handler of its channel. On its event loop. */
final class TcpLine extends ChannelInboundHandlerAdapter implements Line {
    private final Channel channel;
    private final LineListener listener;

    TcpLine(final LineHost host, final Channel channel) {
        this.channel = channel;
        this.listener = host.listener(this);
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        listener.onOpen();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
        final ByteBuf read = (ByteBuf) bytes;
        try {
            listener.onBytes(read.nioBuffer());
        } finally {
            read.release();
        }
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext ctx) {
        listener.onWritability();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        listener.onClosed();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        // Netty quotes what came, and a client that forgot TLS begins with its token.
        listener.onBroken(cause.getCause() instanceof NotSslRecordException
            ? new DecoderException("something else than TLS came") : cause);
    }

    @Override
    public EventExecutor loop() {
        return channel.eventLoop();
    }

    @Override
    public String peer() {
        return String.valueOf(channel.remoteAddress());
    }

    @Override
    public Optional<String> subject() {
        final SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            final Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                ? Optional.of(certificate.getSubjectX500Principal().getName())
                : Optional.empty();
        } catch (final SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void write(final byte[] bytes, final int length) {
        channel.write(channel.alloc().buffer(length).writeBytes(bytes, 0, length));
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void reading(final boolean wanted) {
        channel.config().setAutoRead(wanted);
    }

    @Override
    public boolean isReading() {
        return channel.config().isAutoRead();
    }

    @Override
    public void close() {
        channel.close();
    }
}
