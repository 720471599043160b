package io.clearline.adapters.client;

import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.FrameBuffer;
import io.clearline.adapters.binary.FrameWriter;
import io.clearline.adapters.binary.SessionMessages;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line to the server: frames in and out. On the client's event loop. */
final class Line extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int MESSAGE_BYTES_MAX = 16 << 20;

    private final Conversation conversation;
    private final FrameBuffer in = new FrameBuffer(MESSAGE_BYTES_MAX);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FrameWriter writer = new FrameWriter();
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer(1024);
    private Channel channel;
    private long heardNs = System.nanoTime();
    private long saidNs = heardNs;

    /** Writes one frame and returns the index behind it. */
    @FunctionalInterface
    interface Frame {
        int write(FrameWriter writer, MutableDirectBuffer out, int at);
    }

    Line(final Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        channel = ctx.channel();
        conversation.onLine(this);
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
        final ByteBuf read = (ByteBuf) bytes;
        heardNs = System.nanoTime();
        try {
            in.append(read.nioBuffer());
        } finally {
            read.release();
        }
        try {
            for (int length = in.next(); length >= 0; length = in.next()) {
                final int at = in.messageAt();
                conversation.onMessage(this,
                    SessionMessages.check(in.buffer(), at, length, header), in.buffer(), at);
            }
        } catch (final BadFrameException | IllegalArgumentException bad) {
            LOG.warn("The server at {} speaks another language: {}", ctx.channel().remoteAddress(),
                bad.getMessage());
            ctx.close();
        }
    }

    /** Writes a frame; it leaves with the next {@link #flush}. */
    void write(final Frame frame) {
        final int length = frame.write(writer, out, 0);
        channel.write(channel.alloc().buffer(length).writeBytes(out.byteArray(), 0, length));
    }

    /** Writes a command; it leaves with the next {@link #flush}. */
    void write(final int number, final DirectBuffer command) {
        write((frames, to, at) ->
            frames.command(to, at, number, command, 0, command.capacity()));
    }

    void flush() {
        saidNs = System.nanoTime();
        channel.flush();
    }

    /** Says that it lives where it has been silent; closes where the other end has been for too long. */
    void beat(final long intervalNs, final int missedMax) {
        final long now = System.nanoTime();
        if (now - heardNs >= missedMax * intervalNs) {
            close();
        } else if (now - saidNs >= intervalNs / 2) {
            write((frames, to, at) -> frames.heartbeat(to, at));
            flush();
        }
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        conversation.onLineGone(this);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        LOG.debug("Line to {} broke: {}", ctx.channel().remoteAddress(), cause.toString());
        conversation.onBroken(cause);
        ctx.close();
    }
}
