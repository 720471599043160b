package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Answers as JSON, keys in the contract's order; {@code in} and {@code at} come last, apart. */
final class Answers {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Answers() {
    }

    static String time(Instant instant) {
        return instant == null ? null : TIME.format(instant.atOffset(World.CHINA));
    }

    private static ObjectNode of(String type) {
        ObjectNode answer = JSON.objectNode();
        answer.put("type", type);
        return answer;
    }

    static ObjectNode accepted() {
        return of("accepted");
    }

    static ObjectNode rejected(List<Fault> faults) {
        ObjectNode answer = of("rejected");
        faults(answer, faults);
        return answer;
    }

    static ObjectNode valueAdded(String ref, String rate, boolean qualifies, String code) {
        ObjectNode answer = of("value-added");
        return answer.put("ref", ref).put("rate", rate).put("qualifies", qualifies)
                .put("code", code);
    }

    static ObjectNode arrival(String ref, String result, String reason, List<String> numbers) {
        ObjectNode answer = of("arrival");
        answer.put("ref", ref).put("result", result).put("reason", reason);
        ArrayNode declarations = answer.putArray("declarations");
        numbers.forEach(declarations::add);
        return answer;
    }

    /** A declare that was not accepted: no number, no lane, no tax. */
    static ObjectNode reject(String ref, List<Fault> faults) {
        ObjectNode answer = of("decision");
        answer.put("ref", ref).putNull("declaration").put("outcome", "REJECT");
        answer.putNull("lane").put("receipt", "E").putArray("holds");
        faults(answer, faults);
        answer.putArray("notices");
        tax(answer, Tax.NONE);
        answer.putArray("hits");
        return answer;
    }

    /** The decision of a declaration as it now stands. */
    static ObjectNode decision(Declared declared) {
        ObjectNode answer = of("decision");
        answer.put("ref", declared.content.ref()).put("declaration", declared.number);
        answer.put("outcome", declared.outcome.name()).put("lane", declared.lane());
        answer.put("receipt", declared.receipt());
        ArrayNode holds = answer.putArray("holds");
        for (Hold hold : declared.holds) {
            holds.addObject().put("kind", hold.kind().name()).put("item", hold.item())
                    .put("code", hold.code());
        }
        answer.putArray("rejects");
        ArrayNode notices = answer.putArray("notices");
        for (Notice notice : declared.verdict.notices) {
            notices.addObject().put("item", notice.item()).put("code", notice.code())
                    .put("reason", notice.reason());
        }
        tax(answer, declared.verdict.tax);
        declared.verdict.hits.forEach(answer.putArray("hits")::add);
        return answer;
    }

    private static void faults(ObjectNode answer, List<Fault> faults) {
        ArrayNode rejects = answer.putArray("rejects");
        for (Fault fault : faults) {
            rejects.addObject().put("field", fault.field()).put("code", fault.code());
        }
    }

    private static void tax(ObjectNode answer, Tax tax) {
        answer.putObject("tax").put("duty", tax.duty().toPlainString())
                .put("additionalDuty", tax.additionalDuty().toPlainString())
                .put("consumptionTax", tax.consumptionTax().toPlainString())
                .put("vat", tax.vat().toPlainString())
                .put("total", tax.total().toPlainString());
    }
}
