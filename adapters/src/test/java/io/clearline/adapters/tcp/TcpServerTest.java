package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.session.Limits;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Where a TCP server may listen. */
class TcpServerTest {
    @Test
    void plainIsForLoopbackUnlessToldSo() {
        final IOException refused = assertThrows(IOException.class, () ->
            new TcpServer.Options("0.0.0.0", 0, null, false, Limits.defaults()).check());
        assertTrue(refused.getMessage().contains("in plain"), refused.getMessage());
        assertDoesNotThrow(() ->
            new TcpServer.Options("0.0.0.0", 0, null, true, Limits.defaults()).check());
    }
}
