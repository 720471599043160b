package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.adapters.client.Command;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.session.AnswerDecoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.clearline.engine.record.session.ResumeDecoder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that comes back while a command of its earlier line is still in the engine: it is told of that
 * answer before it is told that it has all, or it would send the payment again.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(Way.class)
class StalledEngineTest {
    @Parameter
    private Way way;
    @TempDir
    private Path home;
    private volatile boolean stalled;
    private volatile boolean entered;

    private long clock() {
        while (stalled) {
            entered = true;
            LockSupport.parkNanos(1_000_000);
        }
        return System.currentTimeMillis();
    }

    private static AnswerDecoder answer(final RawLine line) throws Exception {
        final byte[] message = line.read().orElseThrow();
        assertEquals(AnswerDecoder.TEMPLATE_ID, RawLine.template(message));
        return new AnswerDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(message), 0, new MessageHeaderDecoder());
    }

    private static void send(final RawLine line, final int number, final Command command)
        throws Exception {
        line.send((frames, out, at) ->
            frames.command(out, at, number, command.bytes(), 0, command.bytes().capacity()));
    }

    @Test
    void resumingWaitsForWhatEarlierLinesBrought() throws Exception {
        final EngineConfig config =
            EngineConfig.defaults().withTickMs(0).withWallClock(this::clock);
        try (Port port = Port.open(home, way, Limits.defaults(), config)) {
            final String token = port.token("window", Role.PORT_SYSTEM);
            port.warm();
            try (RawLine first = port.line().hello(token)) {
                send(first, 1, Port.declare("A", Port.FREE, 1, Regime.TAXED));
                final long declared = answer(first).sequence();
                stalled = true;
                send(first, 2, Command.pay("A", new BigDecimal("81.00")));
                while (!entered) {
                    Thread.sleep(1);
                }
                try (RawLine second = port.line().hello(token)) {
                    assertEquals(ByeReason.REPLACED, first.bye());
                    second.send((frames, out, at) -> frames.resume(out, at, declared));
                    Thread.sleep(200);
                    stalled = false;
                    final AnswerDecoder paid = answer(second);
                    assertEquals(1, paid.resent());
                    assertEquals(declared + 1, paid.sequence());
                    assertEquals(ResumeDecoder.TEMPLATE_ID,
                        RawLine.template(second.read().orElseThrow()));
                }
            } finally {
                stalled = false;
            }
        }
    }
}
