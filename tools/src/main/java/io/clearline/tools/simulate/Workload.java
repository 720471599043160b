package io.clearline.tools.simulate;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.tools.demo.DemoCatalogue;
import io.clearline.tools.demo.DemoDay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The commands of a run: a day as the demo makes it, in a hurry so that payments, officers and
 * vehicles fall into a short one, and between them what the demo does not send. The same for the
 * same seed.
 */
final class Workload {
    private static final int HASTE = 40;
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final int OTHERS_PER_CENT = 12;
    private static final String OTHERS = """
        {"type":"cancel","at":"$AT","declaration":"$REF","reason":"simulated"}
        {"type":"document","at":"$AT","declaration":"$REF","code":"O","no":"SIM-$N"}
        {"type":"control","at":"$AT","id":"SIM-$S","version":$N,"issuer":"6400",\
        "when":"item.value > $N000.0 && flow == 'FIRST_LINE_IMPORT'","then":"EXAMINE",\
        "rate":0.5,"basis":"simulated"}
        {"type":"withdraw","at":"$AT","id":"SIM-$S","issuer":"6400","reason":"simulated"}
        {"type":"reference","at":"$AT","table":"currencies","rows":[{"currency":"THB",\
        "rate":"0.2$N","from":"2026-01-01","to":"2026-12-31"}]}
        {"type":"reference","at":"$AT","table":"entities","rows":[{"uscc":"91460100MADEM0345B",\
        "name":"Straits $N","eligible_from":"","eligible_to":"","credit":"REGULAR",\
        "second_line":"NORMAL","encouraged":"N","bonded":"N","guarantee":"$N000.00"}]}
        {"type":"resolve","at":"$AT","declaration":"$REF","hold":"INSPECTION","officer":"S",\
        "result":"FAIL","action":"RETURN"}
        {"type":"declare","at":"$AT","ref":"SIM-$S","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
        "office":"6481","entryOffice":"6481","trader":"91460100MADEM0273J",\
        "supervisionMode":"0110","transport":"2","dispatchCountry":"JPN","packages":1,\
        "grossKg":12,"netKg":10,"items":[{"no":1,"hs":"84798999","name":"press","quantity":1,\
        "value":"$N00","origin":"JPN","regime":"TAXED"}]}
        {"type":"amend","at":"$AT","declaration":"SIM-$S","declare":{"flow":"FIRST_LINE_IMPORT",\
        "form":"NORMAL","office":"6481","entryOffice":"6481","trader":"91460100MADEM0273J",\
        "supervisionMode":"0110","transport":"2","dispatchCountry":"JPN","packages":2,\
        "grossKg":12,"netKg":10,"items":[{"no":1,"hs":"84798999","name":"press","quantity":2,\
        "value":"$N00","origin":"JPN","regime":"ZERO_TARIFF"}]}}
        {"type":"pay","at":"$AT","declaration":"SIM-$S","amount":"1.00"}
        {"type":"nonsense","at":"$AT"}
        {"type":"declare","at":"$AT"
        """;
    private static final String[] LINES = OTHERS.strip().split("\n");

    private final DemoDay day;
    private final SplittableRandom random;
    private final CommandDecoder decoder = new CommandDecoder(true);
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private int others;

    Workload(final DemoCatalogue catalogue, final long seed) {
        day = new DemoDay(catalogue, seed, HASTE);
        random = new SplittableRandom(seed);
    }

    /** Returns the next command as an SBE message, header included. */
    byte[] next() {
        if (day.declarations() > 0 && random.nextInt(100) < OTHERS_PER_CENT) {
            return other();
        }
        final int length = day.next();
        return copy(day.buffer(), length);
    }

    private byte[] other() {
        others++;
        final long ref = random.nextLong(day.declarations());
        final String at = Instant.ofEpochMilli(day.now()).atOffset(CHINA).toString();
        final byte[] line = LINES[random.nextInt(LINES.length)].replace("$AT", at)
            .replace("$REF", DemoDay.reference(ref))
            .replace("$N", Integer.toString(others))
            .replace("$S", Integer.toString(random.nextInt(4)))
            .getBytes(StandardCharsets.UTF_8);
        return copy(buffer, decoder.decode(line, 0, line.length, buffer, 0));
    }

    private static byte[] copy(final DirectBuffer source, final int length) {
        final byte[] bytes = new byte[length];
        source.getBytes(0, bytes);
        return bytes;
    }
}
