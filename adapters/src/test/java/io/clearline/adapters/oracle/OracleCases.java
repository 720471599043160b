package io.clearline.adapters.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs folders of black-box cases ({@code commands.jsonl, expect.jsonl}) through the reference
 * core. Compared are the fields that the expectation names; lists are compared as sets. Arguments:
 * the folder of cases (with {@code reference/} in it), then names of cases, none for all.
 */
public final class OracleCases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 8;

    private OracleCases() {
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        List<String> names = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        if (names.isEmpty()) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(folder -> Files.exists(folder.resolve("expect.jsonl")))
                        .map(folder -> folder.getFileName().toString()).sorted()
                        .forEach(names::add);
            }
        }
        int failed = 0;
        for (String name : names) {
            List<String> differences = differences(root.resolve(name), root.resolve("reference"));
            System.out.println((differences.isEmpty() ? "ok   " : "FAIL ") + name
                    + (differences.isEmpty() ? "" : " (" + differences.size() + " differences)"));
            differences.stream().limit(SHOWN).forEach(line -> System.out.println("     " + line));
            failed += differences.isEmpty() ? 0 : 1;
        }
        System.out.println(names.size() - failed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    /** What the core answers otherwise than the case expects; empty if it passes. */
    static List<String> differences(Path folder, Path reference) throws IOException {
        ReferenceCore core = new ReferenceCore(true, new CaseExpressions());
        core.load(reference);
        Map<Integer, JsonNode> answers = new TreeMap<>();
        int line = 0;
        for (String command : Files.readAllLines(folder.resolve("commands.jsonl"))) {
            line++;
            answers.put(line, core.answer(line, command));
        }
        List<String> differences = new ArrayList<>();
        for (String text : Files.readAllLines(folder.resolve("expect.jsonl"))) {
            JsonNode expected = JSON.readTree(text);
            compare(expected, answers.get(expected.get("in").intValue()), differences);
        }
        return differences;
    }

    private static void compare(JsonNode expected, JsonNode answer, List<String> differences)
            throws JsonProcessingException {
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            String name = field.getKey();
            String wanted = comparable(field.getValue());
            String got = answer == null ? "no answer" : comparable(answer.get(name));
            if (!wanted.equals(got)) {
                differences.add("line " + expected.get("in") + " " + name + ": expected " + wanted
                        + ", got " + got);
            }
        }
    }

    /** Lists are sets here; objects compare by their text, keys sorted. */
    private static String comparable(JsonNode value) throws JsonProcessingException {
        if (value == null) {
            return "absent";
        }
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            for (JsonNode element : value) {
                elements.add(comparable(element));
            }
            return elements.stream().sorted().toList().toString();
        }
        if (value.isObject()) {
            Map<String, String> sorted = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                sorted.put(entry.getKey(), comparable(entry.getValue()));
            }
            return sorted.toString();
        }
        return JSON.writeValueAsString(value);
    }
}
