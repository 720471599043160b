package io.clearline.adapters.webhook;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Posts to receivers, and follows them nowhere. Thread-safe. */
final class Post implements AutoCloseable {
    private static final int THREADS = 2;

    private final WebhookLimits limits;
    private final Clock clock;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        final Thread thread = new Thread(task, "clearline-webhook-http");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client;

    Post(final WebhookLimits limits, final Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(limits.connectMs())).executor(threads).build();
    }

    /**
     * Sends once.
     *
     * @param attempt of these answers, from 1
     * @return the status; whatever else fails completes it exceptionally
     */
    CompletableFuture<Integer> send(
        final Webhook webhook, final byte[] body, final int attempt) {
        final HttpRequest request = HttpRequest.newBuilder(webhook.url())
            .timeout(Duration.ofMillis(limits.answerMs()))
            .header("Content-Type", "application/json")
            .header("Clearline-Webhook", webhook.id())
            .header("Clearline-Attempt", Integer.toString(attempt))
            .header(Signature.HEADER,
                Signature.of(webhook.secret(), clock.instant().getEpochSecond(), body))
            .POST(BodyPublishers.ofByteArray(body)).build();
        final CompletableFuture<HttpResponse<Void>> answer =
            client.sendAsync(request, BodyHandlers.discarding());
        final CompletableFuture<Integer> status = answer.thenApply(HttpResponse::statusCode);
        // To cancel what hangs on it is to give the connection up.
        status.whenComplete((code, thrown) -> {
            if (status.isCancelled()) {
                answer.cancel(true);
            }
        });
        return status;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
