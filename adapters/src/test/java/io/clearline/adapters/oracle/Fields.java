package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Reads the fields of one JSON object and notes what is wrong with them, one code a field: the
 * first of MISSING (absent or null), FORMAT, RANGE and the look-ups that applies. A value that
 * only fails a look-up is still returned, for it could be decoded.
 */
final class Fields {

    static final int QUANTITY_DECIMALS = 5;
    static final int MONEY_DECIMALS = 4;
    static final BigDecimal QUANTITY_LIMIT = BigDecimal.TEN.pow(9);
    static final BigDecimal MONEY_LIMIT = BigDecimal.TEN.pow(12);
    static final int SHORT_TEXT = 32;
    static final int TEXT = 255;

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern COMPANY = Pattern.compile("[0-9A-HJ-NP-RTUWXY]{18}");

    private final ObjectNode node;
    private final String path;
    private final List<Fault> faults;
    private final Set<String> wrong = new HashSet<>();

    Fields(ObjectNode node, String path, List<Fault> faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    void fault(String name, String code) {
        if (wrong.add(name)) {
            faults.add(new Fault(path + name, code));
        }
    }

    /** Whether the field has no fault: "a check over two fields is made when both are right". */
    boolean right(String name) {
        return !wrong.contains(name);
    }

    JsonNode value(String name, boolean required) {
        JsonNode value = node.get(name);
        if (value != null && !value.isNull()) {
            return value;
        }
        if (required) {
            fault(name, Fault.MISSING);
        }
        return null;
    }

    String text(String name, boolean required, int longest) {
        JsonNode value = value(name, required);
        if (value == null) {
            return null;
        }
        if (!isText(value, longest)) {
            fault(name, Fault.FORMAT);
            return null;
        }
        return value.textValue();
    }

    private static boolean isText(JsonNode value, int longest) {
        if (!value.isTextual()) {
            return false;
        }
        String text = value.textValue();
        // Length is counted in Unicode characters, not in UTF-16 units.
        int length = text.codePointCount(0, text.length());
        return length >= 1 && length <= longest;
    }

    String matching(String name, boolean required, Pattern pattern) {
        JsonNode value = value(name, required);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
            fault(name, Fault.FORMAT);
            return null;
        }
        return value.textValue();
    }

    <E extends Enum<E>> E word(String name, boolean required, Class<E> words) {
        JsonNode value = value(name, required);
        if (value == null) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (value.isTextual() && word.name().equals(value.textValue())) {
                return word;
            }
        }
        fault(name, Fault.FORMAT);
        return null;
    }

    String company(String name, boolean required) {
        String uscc = matching(name, required, COMPANY);
        if (uscc != null && !CheckDigits.company(uscc)) {
            fault(name, "CHECK_DIGIT");
            return null;
        }
        return uscc;
    }

    /** A decimal number, as a JSON number or a string; decimals are counted as written. */
    BigDecimal decimal(String name, boolean required, int decimals) {
        JsonNode value = value(name, required);
        if (value == null) {
            return null;
        }
        BigDecimal number = null;
        if (value.isNumber()) {
            number = value.decimalValue();
        } else if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
            number = new BigDecimal(value.textValue());
        }
        if (number == null || number.scale() > decimals) {
            fault(name, Fault.FORMAT);
            return null;
        }
        return number;
    }

    private BigDecimal positive(String name, boolean required, int decimals, BigDecimal limit) {
        BigDecimal number = decimal(name, required, decimals);
        if (number == null) {
            return null;
        }
        if (number.signum() <= 0 || number.compareTo(limit) >= 0) {
            fault(name, Fault.RANGE);
            return null;
        }
        return Decimals.canonical(number);
    }

    BigDecimal quantity(String name) {
        return positive(name, true, QUANTITY_DECIMALS, QUANTITY_LIMIT);
    }

    BigDecimal money(String name, int decimals) {
        return positive(name, true, decimals, MONEY_LIMIT);
    }

    /** A JSON integer from {@code least} to below 2^31. */
    Integer integer(String name, boolean required, int least) {
        JsonNode value = value(name, required);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            fault(name, Fault.FORMAT);
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() < least) {
            fault(name, Fault.RANGE);
            return null;
        }
        return value.intValue();
    }

    boolean flag(String name) {
        JsonNode value = value(name, false);
        if (value != null && !value.isBoolean()) {
            fault(name, Fault.FORMAT);
        }
        return value != null && value.booleanValue();
    }

    /** The elements of a list, each handed to {@code reader} as a field {@code name[i]}. */
    <T> List<T> list(String name, boolean required, int longest,
            BiFunction<Fields, String, T> reader) {
        JsonNode value = value(name, required);
        List<T> read = new ArrayList<>();
        if (value == null) {
            return read;
        }
        if (!value.isArray()) {
            fault(name, Fault.FORMAT);
            return read;
        }
        // "A list that is too long is one error, its elements are not looked at."
        if (value.size() > longest) {
            fault(name, Fault.RANGE);
            return read;
        }
        ObjectNode elements = node.objectNode();
        for (int i = 0; i < value.size(); i++) {
            elements.set(name + "[" + i + "]", value.get(i));
        }
        Fields asFields = new Fields(elements, path, faults);
        for (int i = 0; i < value.size(); i++) {
            read.add(reader.apply(asFields, name + "[" + i + "]"));
        }
        return read;
    }

    /** A field that is an object itself; its fields are named {@code name.field}. */
    Fields object(String name, boolean required) {
        JsonNode value = value(name, required);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            fault(name, Fault.FORMAT);
            return null;
        }
        return new Fields((ObjectNode) value, path + name + ".", faults);
    }
}
