package io.clearline.tools;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs verbs inside the test's process and keeps what they say. */
final class Verbs {
    /**
     * What a verb left behind.
     *
     * @param status exit status
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    record Result(int status, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    private Verbs() {
    }

    static Result run(final String... args) {
        return piped("", args);
    }

    static Result piped(final String input, final String... args) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int status = Main.run(args, new Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), false));
        return new Result(status, out.toString(StandardCharsets.UTF_8),
            err.toString(StandardCharsets.UTF_8));
    }

    /** Writes a small set of reference data and returns its directory. */
    static Path reference(final Path home) throws IOException {
        final Path directory = Files.createDirectories(home.resolve("reference"));
        Files.writeString(directory.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(directory.resolve("offices.csv"),
            "code,name,district,first_line,second_line\n6400,Haikou,6400,Y,Y\n");
        Files.writeString(directory.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + "91460100MA5T00001L,Machinery,2025-12-18,,REGULAR,NORMAL,N,N,\n");
        Files.writeString(directory.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84581100,CNC lathe,001,0.097,0.50,,,0.13,,N,,,2025-01-01,\n"
            + "84596110,CNC mill,001,0.05,0.20,,,0.13,,N,O,,2025-01-01,\n");
        Files.writeString(directory.resolve("policy.csv"), "name,value,from,to\n");
        return directory;
    }

    /** Returns a declaration of one lathe, or of another line. */
    static String declare(final String ref, final String hs) {
        return "{\"type\":\"declare\",\"at\":\"2026-03-02T09:00:00+08:00\",\"ref\":\"" + ref
            + "\",\"flow\":\"FIRST_LINE_IMPORT\",\"form\":\"NORMAL\",\"office\":\"6400\","
            + "\"entryOffice\":\"6400\",\"trader\":\"91460100MA5T00001L\","
            + "\"supervisionMode\":\"0110\","
            + "\"transport\":\"2\",\"packages\":1,\"grossKg\":\"120.5\",\"netKg\":\"100\","
            + "\"dispatchCountry\":\"JPN\",\"items\":[{\"no\":1,\"hs\":\"" + hs
                + "\",\"name\":\"goods\","
            + "\"quantity\":\"1\",\"value\":\"1000000.00\",\"origin\":\"JPN\","
            + "\"regime\":\"ZERO_TARIFF\"}]}\n";
    }
}
