package io.clearline.tools;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: the version from the jar's manifest, and the Java it runs on. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        final String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"clearline " + (version == null ? "(not packaged)" : version)
            + ", Java " + Runtime.version()};
    }
}
