package io.clearline.tools;

import io.clearline.engine.pipeline.Preset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code single}, {@code fused} or {@code staged}. */
public final class PresetOption implements ITypeConverter<Preset> {
    @Override
    public Preset convert(final String value) {
        return switch (value) {
            case "single" -> Preset.SINGLE;
            case "fused" -> Preset.FUSED;
            case "staged" -> Preset.STAGED;
            default -> throw new TypeConversionException("'" + value
                + "' is neither single nor fused nor staged");
        };
    }
}
