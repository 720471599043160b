package io.clearline.tools;

import io.clearline.adapters.aeron.Idle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code backoff}, {@code yield} or {@code spin}. */
public final class IdleOption implements ITypeConverter<Idle> {
    @Override
    public Idle convert(final String value) {
        return switch (value) {
            case "backoff" -> Idle.BACKOFF;
            case "yield" -> Idle.YIELD;
            case "spin" -> Idle.SPIN;
            default -> throw new TypeConversionException("'" + value
                + "' is neither backoff nor yield nor spin");
        };
    }
}
