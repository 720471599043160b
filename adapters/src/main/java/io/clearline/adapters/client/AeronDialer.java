package io.clearline.adapters.client;

import io.aeron.driver.MediaDriver;
import io.clearline.adapters.aeron.AeronLoop;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.aeron.Drivers;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;

/** Makes lines over Aeron, through a media driver that is there or one of its own. */
final class AeronDialer implements Dialer {
    private final Channels channels;
    private final Path directory;
    private final MediaDriver driver;
    private final AeronLoop loop;
    private AeronLine last;

    AeronDialer(final ClientOptions options) throws IOException {
        final ClientOptions.Aeron aeron = options.aeron();
        channels = Channels.of(aeron.channel());
        if (aeron.driver() == null && channels.isIpc()) {
            throw new IOException("IPC goes through the server's media driver: name its directory");
        }
        directory = aeron.driver() == null ? Drivers.temporaryDirectory() : aeron.driver();
        driver = aeron.driver() == null ? Drivers.launch(directory, aeron.idle()) : null;
        loop = new AeronLoop("clearline-client", aeron.idle());
    }

    @Override
    public EventLoop loop() {
        return loop.loop();
    }

    @Override
    public void dial(final Conversation conversation) {
        try {
            last = new AeronLine(conversation, loop, channels, directory);
            last.open();
        } catch (final IOException | RuntimeException e) {
            conversation.onRefused(e);
        }
    }

    @Override
    public void close() {
        loop.loop().execute(() -> {
            if (last != null) {
                last.close();
            }
        });
        loop.close();
        if (driver != null) {
            driver.close();
        }
    }
}
