package io.clearline.adapters.webhook;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.metrics.Metrics;
import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.follower.FollowerThread;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.journal.DataDirectory;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the webhooks of a data directory beside a running engine, in a thread of its own that waits for
 * no receiver: a dead one holds up nobody. Each is served from where it stood, across restarts; what was
 * on its way when the process died is sent again. Thread-safe.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final WebhookFile file;
    private final DataDirectory data;
    private final LiveStatus journal;
    private final LongSupplier upTo;
    private final Identities identities;
    private final Metrics metrics;
    private final WebhookLimits limits;
    private final Post post;
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final FollowerThread thread;
    private volatile int receivers;
    private long lookedNs;
    private boolean looked;
    private boolean forgotten;
    private String fault = "";

    private Webhooks(final DataDirectory data, final LiveStatus journal, final LongSupplier upTo,
        final Identities identities, final Metrics metrics, final WebhookLimits limits) {
        this.file = new WebhookFile(data.path());
        this.data = data;
        this.journal = journal;
        this.upTo = upTo;
        this.identities = identities;
        this.metrics = metrics;
        this.limits = limits;
        this.post = new Post(limits, Clock.systemUTC());
        this.thread = FollowerThread.start("clearline-webhooks", this::step,
            thrown -> LOG.error("No more webhooks are served", thrown));
    }

    /**
     * Starts to serve.
     *
     * @param journal opens readers
     * @param upTo the last record that may leave: as durable as answers are
     * @param identities tells the rights of whose answers are sent
     * @param metrics shows how far each receiver is
     */
    public static Webhooks start(final DataDirectory data, final LiveStatus journal,
        final LongSupplier upTo, final Identities identities, final Metrics metrics,
        final WebhookLimits limits) {
        return new Webhooks(data, journal, upTo, identities, metrics, limits);
    }

    /** Returns how many receivers there are. */
    public int receivers() {
        return receivers;
    }

    private boolean step() {
        final long now = System.nanoTime();
        if (!looked || now - lookedNs > TimeUnit.MILLISECONDS.toNanos(limits.lookMs())) {
            looked = true;
            lookedNs = now;
            look();
        }
        boolean moved = false;
        for (final Delivery delivery : deliveries.values()) {
            try {
                moved |= delivery.step();
            } catch (final RuntimeException thrown) {
                tell("Webhook " + delivery.webhook() + " cannot be served now: " + thrown);
            }
        }
        return moved;
    }

    /** Says what is wrong once, however often it is met. */
    private void tell(final String what) {
        if (!what.equals(fault)) {
            LOG.error(what);
        }
        fault = what;
    }

    /** Finds what was added, removed and wished. */
    private void look() {
        try {
            final List<Webhook> all = file.read();
            deliveries.values().removeIf(delivery -> {
                final boolean gone = !all.contains(delivery.webhook());
                if (gone) {
                    delivery.close();
                    metrics.noFollower(delivery.webhook().follower());
                    FollowerPositions.end(data, delivery.webhook().follower());
                }
                return gone;
            });
            for (final Webhook webhook : all) {
                if (!deliveries.containsKey(webhook.id())) {
                    begin(webhook);
                }
                final Optional<Long> wish = file.resend(webhook.id());
                if (wish.isPresent()) {
                    deliveries.get(webhook.id()).resend(wish.get());
                    file.resent(webhook.id());
                }
            }
            receivers = deliveries.size();
            forgetRemoved(all);
            fault = "";
        } catch (final IOException | RuntimeException unreadable) {
            tell("Webhooks cannot be read, changes do not count: " + unreadable.getMessage());
        }
    }

    /** Those that were removed while nobody served them must not keep the journal. */
    private void forgetRemoved(final List<Webhook> all) {
        if (!forgotten) {
            FollowerPositions.all(data).keySet().stream()
                .filter(name -> name.startsWith(Webhook.FOLLOWER)
                    && all.stream().noneMatch(webhook -> webhook.follower().equals(name)))
                .forEach(name -> FollowerPositions.end(data, name));
            forgotten = true;
        }
    }

    private void begin(final Webhook webhook) {
        // Of a position that a power cut emptied 0 is left, which must not bring back everything.
        final long stood = FollowerPositions.all(data).getOrDefault(webhook.follower(), 0L);
        final long position = stood == 0 ? webhook.after() : stood;
        final Delivery delivery = new Delivery(webhook, data, identities,
            new Source(journal, upTo, limits, position), post, limits);
        deliveries.put(webhook.id(), delivery);
        metrics.follower(webhook.follower(), delivery::position);
    }

    /** Stops; what is on its way is sent again at the next start. */
    @Override
    public void close() {
        thread.close();
        deliveries.values().forEach(Delivery::close);
        post.close();
    }
}
