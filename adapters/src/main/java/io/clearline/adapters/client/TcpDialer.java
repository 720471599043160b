package io.clearline.adapters.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Makes lines over TCP, with or without TLS. */
final class TcpDialer implements Dialer {
    private static final int CONNECT_MS = 5_000;

    private final ClientOptions options;
    private final SslContext tls;
    private final EventLoopGroup group;
    private final EventLoop loop;

    /** One connection. */
    private static final class TcpLine extends Line {
        private final Channel channel;

        TcpLine(final Conversation conversation, final Channel channel) {
            super(conversation);
            this.channel = channel;
        }

        @Override
        void put(final byte[] bytes, final int length) {
            channel.write(channel.alloc().buffer(length).writeBytes(bytes, 0, length));
        }

        @Override
        void send() {
            channel.flush();
        }

        @Override
        void close() {
            channel.close();
        }

        @Override
        String peer() {
            return String.valueOf(channel.remoteAddress());
        }
    }

    /** Hands a connection's events to its line. */
    private static final class Handler extends ChannelInboundHandlerAdapter {
        private final TcpLine line;

        Handler(final TcpLine line) {
            this.line = line;
        }

        @Override
        public void channelActive(final ChannelHandlerContext ctx) {
            line.onOpen();
        }

        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
            final ByteBuf read = (ByteBuf) bytes;
            try {
                line.take(read.nioBuffer());
            } finally {
                read.release();
            }
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            line.onGone();
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            line.onBroken(cause);
        }
    }

    TcpDialer(final ClientOptions options) throws IOException {
        this.options = options;
        tls = tls(options);
        group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("clearline-client", true), NioIoHandler.newFactory());
        loop = group.next();
    }

    private static SslContext tls(final ClientOptions options) throws IOException {
        if (options.trust() == null) {
            return null;
        }
        final SslContextBuilder builder = SslContextBuilder.forClient()
            .protocols("TLSv1.3").trustManager(options.trust().toFile());
        if (options.certificate() != null) {
            builder.keyManager(options.certificate().toFile(), options.key().toFile());
        }
        return builder.build();
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void dial(final Conversation conversation) {
        new Bootstrap().group(loop).channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
            .handler(new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(final SocketChannel channel) {
                    if (tls != null) {
                        channel.pipeline().addLast(
                            tls.newHandler(channel.alloc(), options.host(), options.port()));
                    }
                    channel.pipeline().addLast(
                        new Handler(new TcpLine(conversation, channel)));
                }
            })
            .connect(options.host(), options.port()).addListener(done -> {
                if (!done.isSuccess()) {
                    conversation.onRefused(done.cause());
                }
            });
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
