package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.TRADER;
import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads is what happened, and names nobody. */
@Timeout(120)
class MetricsTest {
    @TempDir
    private Path home;
    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer(home);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private static double value(final String metrics, final String name) {
        return metrics.lines().filter(line -> line.startsWith(name + " "))
            .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
            .findFirst().orElseThrow(() -> new AssertionError(name + " is not in\n" + metrics));
    }

    private static void assertValue(final double expected, final String metrics, final String name) {
        assertEquals(expected, value(metrics, name), name);
    }

    private String metrics() throws Exception {
        final var answer = running.get(null, "/metrics");
        assertEquals(200, answer.statusCode());
        assertEquals("text/plain; version=0.0.4; charset=utf-8",
            answer.headers().firstValue("Content-Type").orElse(""));
        return answer.body();
    }

    @Test
    void whatHappenedIsCounted() throws Exception {
        final String window = running.token("window", Role.PORT_SYSTEM);
        running.post(window, declare("SECRET-1", "84581100", 1));
        running.post(window, declare("SECRET-2", "84596110", 1));
        running.post(window, declare("SECRET-3", "99999999", 1));
        running.post(window, "{\"type\":\"pay\",\"declaration\":\"none\",\"amount\":1}");
        running.get(window, "/v1/declarations/SECRET-1");
        running.get(window, "/v1/nothing/SECRET-1");
        running.get("bad", "/v1/answers");
        running.settle();
        final String metrics = metrics();
        assertValue(1, metrics, "clearline_answers_total{outcome=\"release\"}");
        assertValue(1, metrics, "clearline_answers_total{outcome=\"hold\"}");
        assertValue(1, metrics, "clearline_answers_total{outcome=\"reject\"}");
        assertValue(1, metrics, "clearline_answers_total{outcome=\"refused\"}");
        // Four of the window and one that made its principal known.
        assertValue(5, metrics, "clearline_commands_taken_total");
        assertValue(0, metrics, "clearline_offers_busy_total{reason=\"ring_full\"}");
        assertValue(0, metrics, "clearline_offers_busy_total{reason=\"no_room\"}");
        assertValue(1, metrics, "clearline_engine_state{state=\"running\"}");
        assertValue(0, metrics, "clearline_engine_state{state=\"failed\"}");
        final long last = running.engine.lastSequence();
        assertValue(last, metrics, "clearline_journal_last_sequence");
        assertValue(last, metrics, "clearline_follower_sequence{follower=\"status\"}");
        assertValue(0, metrics, "clearline_follower_lag_records{follower=\"status\"}");
        assertValue(running.engine.config().ringSize(), metrics, "clearline_ring_remaining");
        assertTrue(value(metrics, "clearline_disk_free_bytes") > 0);
        assertValue(1, metrics, "clearline_http_requests_seconds_count{method=\"POST\","
            + "route=\"/v1/commands\",status=\"202\"}");
        assertValue(1, metrics, "clearline_http_requests_seconds_count{method=\"GET\","
            + "route=\"/v1/answers\",status=\"401\"}");
        assertValue(1, metrics, "clearline_http_requests_seconds_count{method=\"GET\","
            + "route=\"none\",status=\"404\"}");
        assertTrue(metrics.contains("jvm_memory_used_bytes{area=\"heap\""), metrics);
        assertTrue(metrics.contains("jvm_gc_"), metrics);
    }

    @Test
    void nobodyIsNamed() throws Exception {
        final String window = running.token("window-7", Role.PORT_SYSTEM);
        running.post(window, declare("SECRET-1", "84581100", 1));
        running.get(window, "/v1/declarations/SECRET-1/explain");
        running.get(window, "/SECRET-2");
        final String metrics = metrics();
        for (final String name : new String[] {"SECRET", TRADER, "window", "HK-1", "6400"}) {
            assertFalse(metrics.contains(name), name);
        }
    }

    /** Whoever is unknown must not make the numbers grow. */
    @Test
    void madeUpMethodsAndPathsMakeNoNewNumbers() throws Exception {
        for (int i = 0; i < 50; i++) {
            running.client.send(running.to("/x" + i, null).method("MADE" + i,
                java.net.http.HttpRequest.BodyPublishers.noBody()).build(),
                java.net.http.HttpResponse.BodyHandlers.discarding());
        }
        assertTrue(metrics().lines().filter(line ->
            line.startsWith("clearline_http_requests_seconds_count")).count() <= 3);
    }
}
