package io.clearline.tools;

import io.clearline.engine.pipeline.Durability;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code page-cache} or {@code group}. */
public final class DurabilityOption implements ITypeConverter<Durability> {
    @Override
    public Durability convert(final String value) {
        return switch (value) {
            case "page-cache" -> Durability.PAGE_CACHE;
            case "group" -> Durability.GROUP;
            default -> throw new TypeConversionException("'" + value
                + "' is neither page-cache nor group");
        };
    }
}
