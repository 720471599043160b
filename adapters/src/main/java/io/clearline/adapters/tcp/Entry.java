package io.clearline.adapters.tcp;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.Identity;
import io.clearline.engine.record.session.ByeReason;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** By what a client was let in: its token or, where it has none, the certificate of its line. */
final class Entry {
    private final Identities identities;
    private final String token;
    private final Channel channel;

    /**
     * Whom it stands for, or why for nobody.
     *
     * @param identity null if it stands for nobody
     */
    record Found(Identity identity, ByeReason reason, String text) {
    }

    Entry(final Identities identities, final String token, final Channel channel) {
        this.identities = identities;
        this.token = token;
        this.channel = channel;
    }

    /** Looks it up; may wait for files and for the engine. */
    Found find() {
        try {
            final Optional<Identity> identity =
                token.isEmpty() ? ofCertificate() : identities.of(token);
            return identity.map(found -> new Found(found, ByeReason.DONE, ""))
                .orElseGet(() -> new Found(null, ByeReason.UNAUTHORIZED,
                    "no token or certificate that is good here and has not expired"));
        } catch (final IllegalStateException e) {
            return new Found(null, ByeReason.UNAVAILABLE, e.getMessage());
        }
    }

    private Optional<Identity> ofCertificate() {
        final SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            final Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                ? identities.ofSubject(certificate.getSubjectX500Principal().getName())
                : Optional.empty();
        } catch (final SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
