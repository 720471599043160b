package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.ControlDecoder;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A start does not pay for CEL: its classes are loaded when the first control arrives. */
class LazyCompilerTest {
    private static final String CONTROL = "{\"type\":\"control\",\"at\":"
        + "\"2026-03-02T09:00:00+08:00\",\"id\":\"A\",\"version\":1,\"issuer\":\"6700\","
        + "\"when\":\"transit\",\"then\":\"AUDIT\",\"basis\":\"b\"}";

    /** Loads everything itself and remembers the names. */
    private static final class Loader extends URLClassLoader {
        private final List<String> loaded = new ArrayList<>();

        Loader(final URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(final String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
        }

        boolean knowsCel() {
            return loaded.stream().anyMatch(name -> name.startsWith("dev.cel."));
        }
    }

    @Test
    void celIsLoadedWithTheFirstControl() throws Exception {
        final List<URL> urls = new ArrayList<>();
        for (final String entry : System.getProperty("surefire.test.class.path",
            System.getProperty("java.class.path")).split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        try (Loader loader = new Loader(urls.toArray(new URL[0]))) {
            final Method decode =
                loader.loadClass(Lines.class.getName()).getDeclaredMethod("decode", byte[].class);
            decode.setAccessible(true);
            decode.invoke(null, Lines.object(Lines.IMPORT).toString()
                .getBytes(StandardCharsets.UTF_8));
            decode.invoke(null, CONTROL.replace("\"version\":1,", "")
                .getBytes(StandardCharsets.UTF_8));
            assertFalse(loader.knowsCel());
            final byte[] message =
                (byte[]) decode.invoke(null, CONTROL.getBytes(StandardCharsets.UTF_8));
            assertTrue(Lines.template(message) == ControlDecoder.TEMPLATE_ID);
            assertTrue(loader.knowsCel());
        }
    }
}
