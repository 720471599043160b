package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.webhook.WebhookFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code webhook add}, {@code list}, {@code remove}, {@code resend}. */
class WebhookVerbTest {
    @TempDir
    private Path home;
    private String data;

    @BeforeEach
    void start() throws Exception {
        new Days(home.resolve("data")).first(Verbs.reference(home),
            Verbs.declare("A1", "84581100"));
        data = home.resolve("data").toString();
        assertEquals(0, Verbs.run("token", "make", "--data", data, "--principal", "window",
            "--role", "port-system").status());
    }

    private Verbs.Result add(final String... more) {
        final String[] all = new String[4 + more.length];
        System.arraycopy(new String[] {"webhook", "add", "--data", data}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return Verbs.run(all);
    }

    @Test
    void aWebhookIsMadeListedAskedToResendAndRemoved() throws Exception {
        final Verbs.Result made = add("--url", "https://example.org/hook", "--principal", "window");
        assertEquals(0, made.status(), made.err());
        final String secret = made.out().strip();
        assertTrue(secret.matches("[0-9a-f]{64}"), secret);
        assertFalse(made.err().contains(secret), "it is said once");
        final Verbs.Result list = Verbs.run("webhook", "list", "--data", data);
        assertTrue(list.out().matches("[0-9a-f]{12} of window to https://example.org/hook at record"
            + " [0-9]+\n"), list.out());
        assertFalse(list.out().contains(secret));
        final String id = list.out().substring(0, 12);
        assertTrue(Verbs.run("status", "--data", data).out().contains("webhook-" + id));
        assertEquals(0, Verbs.run("webhook", "resend", "--data", data, "--after", "2", id).status());
        assertTrue(Files.exists(Path.of(data, "webhook-resend-" + id)));
        assertEquals(0, Verbs.run("webhook", "remove", "--data", data, id).status());
        assertEquals("", Verbs.run("webhook", "list", "--data", data).out());
        assertFalse(Verbs.run("status", "--data", data).out().contains("webhook-" + id));
        for (final String[] verb : new String[][] {{"webhook", "remove", "--data", data, id},
            {"webhook", "resend", "--data", data, "--after", "2", id}}) {
            final Verbs.Result none = Verbs.run(verb);
            assertEquals(2, none.status());
            assertTrue(none.err().contains("there is no webhook " + id), none.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--url nonsense --principal window", "--url ftp://x/ --principal window",
        "--url http://example.org/ --principal window", "--url https://u:p@x/ --principal window",
        "--url https://x/ --principal nobody", "--url https:// --principal window",
        "--url https://x/ --principal window --after -1"})
    void whatIsNoReceiverIsRefusedInALine(final String options) {
        final Verbs.Result refused = add(options.split(" "));
        assertEquals(2, refused.status(), refused.err());
        assertEquals(1, refused.errLines().size(), refused.err());
        assertFalse(Files.exists(Path.of(data, WebhookFile.NAME)));
    }
}
