package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.adapters.oracle.Body.Document;
import io.clearline.adapters.oracle.Body.Form;
import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Form of a declaration (contract section 3): decodes the fields in the order of the table and
 * notes every fault. Faults come out in the order in which answers list them, since a check over
 * two fields always stands at the later of the two.
 */
final class DeclareForm {

    static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");
    static final Pattern REF = Pattern.compile("[ -~]{1,32}");

    private static final Pattern CONTAINER = Pattern.compile("[A-Z]{3}[UJZ][0-9]{7}");
    private static final int ONE = 1;

    private final Tables tables;
    private final LocalDate day;
    private final Fields fields;

    DeclareForm(Tables tables, LocalDate day, Fields fields) {
        this.tables = tables;
        this.day = day;
        this.fields = fields;
    }

    /** The whole body with its own {@code ref} and {@code agent}. */
    Body declared() {
        String ref = fields.matching("ref", true, REF);
        return rest(ref, null);
    }

    /** An amended body: "its ref, agent and at stay the declaration's own", even if faulty. */
    Body amended(String ref, String agent) {
        return rest(ref, agent);
    }

    private Body rest(String ref, String ownAgent) {
        Flow flow = fields.word("flow", true, Flow.class);
        Form form = form(flow);
        String office = office("office", null);
        String entryOffice = office("entryOffice", flow);
        String trader = trader();
        String receiver = receiver(flow, trader);
        String owner = fields.company("owner", false);
        String agent = ownAgent == null ? fields.company("agent", false) : ownAgent;
        String mode = fields.matching("supervisionMode", true, FOUR_DIGITS);
        String transport = fields.text("transport", true, ONE);
        String conveyance = fields.text("conveyance", flow == Flow.SECOND_LINE_EXIT,
                Fields.SHORT_TEXT);
        String dispatch = ItemForm.country(fields, "dispatchCountry",
                flow == Flow.FIRST_LINE_IMPORT, tables);
        boolean transit = fields.flag("transit");
        List<String> containers = fields.list("containers", false, ItemForm.LONGEST_LIST,
                DeclareForm::container);
        Integer packages = fields.integer("packages", true, 1);
        BigDecimal gross = fields.quantity("grossKg");
        BigDecimal net = fields.quantity("netKg");
        if (gross != null && net != null && net.compareTo(gross) > 0) {
            fields.fault("netKg", "NET_EXCEEDS_GROSS");
        }
        String currency = currency();
        List<Document> documents = fields.list("documents", false, ItemForm.LONGEST_LIST,
                DeclareForm::document);
        List<Item> items = items(flow);
        return new Body(ref, flow, form, office, entryOffice, trader, receiver,
                owner == null ? trader : owner, agent == null ? trader : agent, mode, transport,
                conveyance, dispatch, transit, containers, packages, gross, net, currency,
                documents, items);
    }

    /** "H2 and BATCH only on SECOND_LINE_EXIT (else FORMAT)"; H1 elsewhere is for rule 4. */
    private Form form(Flow flow) {
        Form form = fields.word("form", true, Form.class);
        if ((form == Form.H2 || form == Form.BATCH) && flow != null
                && flow != Flow.SECOND_LINE_EXIT) {
            fields.fault("form", Fault.FORMAT);
        }
        return form;
    }

    private String office(String name, Flow flow) {
        String code = fields.matching(name, true, FOUR_DIGITS);
        if (code == null) {
            return null;
        }
        Row office = tables.office(code);
        boolean wrongLine = office != null && flow != null
                && (flow.firstLine() && !office.flag("first_line")
                        || flow.secondLine() && !office.flag("second_line"));
        if (office == null || wrongLine) {
            fields.fault(name, "UNKNOWN_OFFICE");
        }
        return code;
    }

    private String trader() {
        String trader = fields.company("trader", true);
        if (trader != null && tables.entity(trader) == null) {
            fields.fault("trader", "UNKNOWN_PARTY");
        }
        return trader;
    }

    private String receiver(Flow flow, String trader) {
        String receiver = fields.company("receiver", flow == Flow.ISLAND_TRANSFER);
        if (receiver != null && fields.right("trader") && receiver.equals(trader)) {
            fields.fault("receiver", Fault.RANGE);
        }
        return receiver;
    }

    private static String container(Fields element, String at) {
        String number = element.matching(at, true, CONTAINER);
        if (number != null && !CheckDigits.container(number)) {
            element.fault(at, "CHECK_DIGIT");
        }
        return number;
    }

    private static Document document(Fields element, String at) {
        Fields document = element.object(at, true);
        if (document == null) {
            return null;
        }
        return new Document(document.text("code", true, ONE),
                document.text("no", true, Fields.SHORT_TEXT));
    }

    private String currency() {
        String currency = fields.matching("currency", false, ItemForm.COUNTRY);
        if (currency == null) {
            return "CNY";
        }
        if (tables.rate(currency, day) == null) {
            fields.fault("currency", "UNKNOWN_CURRENCY");
        }
        return currency;
    }

    private List<Item> items(Flow flow) {
        JsonNode items = fields.value("items", true);
        boolean wrongCount = items != null && items.isArray()
                && (items.isEmpty() || items.size() > ItemForm.LONGEST_LIST);
        if (wrongCount) {
            fields.fault("items", "ITEM_COUNT");
            return List.of();
        }
        ItemForm form = new ItemForm(tables, day);
        int[] index = {0};
        return fields.list("items", true, ItemForm.LONGEST_LIST, (element, at) -> {
            Fields item = element.object(at, true);
            int number = index[0]++;
            return item == null ? null : form.item(item, number, flow);
        });
    }
}
