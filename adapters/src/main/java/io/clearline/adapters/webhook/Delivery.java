package io.clearline.adapters.webhook;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.Identity;
import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalStart;
import io.clearline.engine.journal.RecordNotKeptException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver's: what it has got, what is on its way, when it is tried again. One request at a time, so
 * that answers arrive in order. Used by one thread, but for {@link #position}.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** So many records that were not its own may be looked at again after a kill. */
    private static final long POSITION_STEP = 1 << 14;
    private static final long NOBODY_NS = TimeUnit.SECONDS.toNanos(1);

    private final Webhook webhook;
    private final DataDirectory data;
    private final Identities identities;
    private final Source source;
    private final Post post;
    private final WebhookLimits limits;
    private volatile long position;
    private long kept;
    private Batch batch;
    private CompletableFuture<Integer> inFlight;
    private long sentNs;
    private int failures;
    private boolean waits;
    private long nextNs = System.nanoTime();
    private boolean nobody;
    private long rewindTo = -1;

    /** Begins where the receiver stood. */
    Delivery(final Webhook webhook, final DataDirectory data, final Identities identities,
        final Source source, final Post post, final WebhookLimits limits) {
        this.webhook = webhook;
        this.data = data;
        this.identities = identities;
        this.source = source;
        this.post = post;
        this.limits = limits;
        this.position = source.position();
        this.kept = position;
        FollowerPositions.begin(data, webhook.follower(), position);
    }

    Webhook webhook() {
        return webhook;
    }

    /** Returns the last record that the receiver is done with. */
    long position() {
        return position;
    }

    /** Has all answers behind a record sent again, once what is on its way has come or failed. */
    void resend(final long after) {
        rewindTo = after;
        FollowerPositions.begin(data, webhook.follower(), Math.min(after, position));
    }

    /** Goes on a step; never waits. Returns whether there was something to do. */
    boolean step() {
        final long now = System.nanoTime();
        if (inFlight != null && !landed(now)) {
            return false;
        }
        if (rewindTo >= 0) {
            source.seek(rewindTo);
            position = rewindTo;
            kept = position;
            batch = null;
            rewindTo = -1;
            waits = false;
        }
        if (waits && now - nextNs < 0) {
            return false;
        }
        waits = false;
        if (batch == null && !read(now)) {
            return false;
        }
        if (batch != null) {
            sentNs = now;
            inFlight = post.send(webhook, batch.body(), failures + 1);
        }
        return true;
    }

    private boolean read(final long now) {
        final Optional<Identity> identity = identities.ofPrincipal(webhook.principal());
        if (identity.isEmpty()) {
            if (!nobody) {
                LOG.warn("Webhook {}: no token of its principal is good, nothing is sent", webhook);
            }
            nobody = true;
            pause(now, NOBODY_NS);
            return false;
        }
        nobody = false;
        final long before = source.position();
        try {
            batch = source.next(identity.get());
        } catch (final RecordNotKeptException gone) {
            final long first = JournalStart.read(data);
            LOG.error("Webhook {}: answers up to record {} are no longer kept and are left out",
                webhook, first - 1);
            source.seek(first - 1);
        }
        if (batch == null && source.position() > before) {
            reached(source.position(), POSITION_STEP);
        }
        return batch != null || source.position() > before;
    }

    /** Takes note of what became of the request; returns whether it has landed. */
    private boolean landed(final long now) {
        if (!inFlight.isDone()) {
            // A receiver that answers a byte at a time.
            if (now - sentNs < 2 * TimeUnit.MILLISECONDS.toNanos(limits.answerMs())) {
                return false;
            }
            inFlight.cancel(true);
        }
        final int status = inFlight.handle((code, thrown) -> thrown == null ? code : -1).join();
        inFlight = null;
        if (status / 100 == 2) {
            failures = 0;
            reached(batch.through(), 1);
            batch = null;
        } else {
            failures++;
            final long backoffMs = limits.backoffMs(failures);
            LOG.warn("Webhook {}: {}, tried again in {} ms", webhook,
                status < 0 ? "no answer" : "answered " + status, backoffMs);
            pause(now, TimeUnit.MILLISECONDS.toNanos(backoffMs));
        }
        return true;
    }

    private void pause(final long now, final long ns) {
        waits = true;
        nextNs = now + ns;
    }

    private void reached(final long sequence, final long step) {
        position = sequence;
        if (position - kept >= step && rewindTo < 0) {
            keep();
        }
    }

    private void keep() {
        kept = position;
        FollowerPositions.put(data, webhook.follower(), position);
    }

    /** Ends; what is on its way may arrive and is sent again at the next start. */
    void close() {
        if (inFlight != null) {
            inFlight.cancel(true);
        }
        source.close();
        if (position > kept && rewindTo < 0) {
            keep();
        }
    }
}
