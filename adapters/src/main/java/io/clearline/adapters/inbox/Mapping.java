package io.clearline.adapters.inbox;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What says which column of a file of CSV goes to which field of a command. Immutable.
 *
 * @param file the mapping's name, for messages
 * @param command what the rows say
 * @param head the fields of the command
 * @param elements the fields of an element of its list; of none where the command has no list
 * @param ignored columns that say nothing
 */
record Mapping(String file, MappedCommand command, char delimiter, Charset charset,
    Part head, Part elements, Set<String> ignored) {
    /**
     * One field and the column it comes from.
     *
     * @param values what cells of it mean that do not say it in the contract's words
     */
    record Column(String field, MappedCommand.Kind kind, String column,
        Map<String, String> values) {
    }

    /** One field that is the same in all rows. */
    record Constant(String field, MappedCommand.Kind kind, String cell) {
    }

    /** The fields of a command, or of an element of its list. */
    record Part(List<Column> columns, List<Constant> constants) {
    }

    /** Returns all columns that it names. */
    Set<String> columns() {
        return Stream.concat(ignored.stream(),
            Stream.concat(head.columns().stream(), elements.columns().stream())
                .map(Column::column)).collect(Collectors.toSet());
    }
}
