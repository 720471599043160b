package io.clearline.adapters.client;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/**
 * Builds a declaration field by field; what is not said is absent, and the server says what is missing or
 * wrong. What the schema cannot hold at all is refused here, by an {@link IllegalArgumentException} that
 * names the field. Not thread-safe.
 */
public final class DeclarationBuilder {
    private static final int USCC = DeclareEncoder.traderLength();

    private final byte[] ref;
    private final Flow flow;
    private Form form = Form.NORMAL;
    private int office = Fields.NO_SHORT;
    private int entryOffice = Fields.NO_SHORT;
    private byte[] trader = new byte[USCC];
    private byte[] receiver = new byte[USCC];
    private byte[] owner = new byte[USCC];
    private byte[] agent = new byte[USCC];
    private int supervisionMode = Fields.NO_SHORT;
    private int transport;
    private String conveyance = "";
    private int dispatchCountry = Fields.NO_SHORT;
    private boolean transit;
    private int packages = DeclareEncoder.packagesNullValue();
    private long grossKg = DeclareEncoder.grossKgNullValue();
    private long netKg = DeclareEncoder.netKgNullValue();
    private int currency = Fields.NO_SHORT;
    private final List<byte[]> containers = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final List<Goods> items = new ArrayList<>();

    private record Document(int code, String no) {
    }

    /**
     * Begins a declaration.
     *
     * @param ref the submitter's reference, 1 to 32 characters of ASCII: what makes sending again harmless
     * @param flow line and direction
     */
    public DeclarationBuilder(final String ref, final Flow flow) {
        this.ref = Fields.padded("ref", ref, DeclareEncoder.submitterRefLength());
        this.flow = flow;
    }

    /** {@code NORMAL} unless said otherwise. */
    public DeclarationBuilder form(final Form word) {
        form = word;
        return this;
    }

    /** The office that clears it and the one where it enters or leaves, four digits each. */
    public DeclarationBuilder offices(final String clearing, final String entry) {
        office = Fields.four("office", clearing);
        entryOffice = Fields.four("entryOffice", entry);
        return this;
    }

    /** Unified social credit code of the domestic consignee or consignor. */
    public DeclarationBuilder trader(final String code) {
        trader = Fields.padded("trader", code, USCC);
        return this;
    }

    /** Of an island transfer, who gets the goods. */
    public DeclarationBuilder receiver(final String code) {
        receiver = Fields.padded("receiver", code, USCC);
        return this;
    }

    /** The trader unless said otherwise. */
    public DeclarationBuilder owner(final String code) {
        owner = Fields.padded("owner", code, USCC);
        return this;
    }

    /** Who declares; the trader unless said otherwise. */
    public DeclarationBuilder agent(final String code) {
        agent = Fields.padded("agent", code, USCC);
        return this;
    }

    /** Four digits. */
    public DeclarationBuilder supervisionMode(final String digits) {
        supervisionMode = Fields.four("supervisionMode", digits);
        return this;
    }

    /** One character. */
    public DeclarationBuilder transport(final char letter) {
        transport = letter;
        return this;
    }

    /** Vessel, flight or plate. */
    public DeclarationBuilder conveyance(final String text) {
        conveyance = text;
        return this;
    }

    /** Where a first-line import was sent from, ISO 3166 alpha-3. */
    public DeclarationBuilder dispatchCountry(final String country) {
        dispatchCountry = Fields.alpha3("dispatchCountry", country);
        return this;
    }

    /** That it came under customs transit from another port. */
    public DeclarationBuilder transit() {
        transit = true;
        return this;
    }

    /** Packages, and weights in kilograms of at most 5 decimals. */
    public DeclarationBuilder weights(
        final int packageCount, final BigDecimal gross, final BigDecimal net) {
        packages = packageCount;
        grossKg = Fields.scaled("grossKg", gross, Scales.QUANTITY_DECIMALS);
        netKg = Fields.scaled("netKg", net, Scales.QUANTITY_DECIMALS);
        return this;
    }

    /** Packages, and weights in whole kilograms. */
    public DeclarationBuilder weights(final int packageCount, final long gross, final long net) {
        return weights(packageCount, BigDecimal.valueOf(gross), BigDecimal.valueOf(net));
    }

    /** Of every item's value, ISO 4217; yuan unless said otherwise. */
    public DeclarationBuilder currency(final String code) {
        currency = Fields.alpha3("currency", code);
        return this;
    }

    /** One more container, ISO 6346. */
    public DeclarationBuilder container(final String number) {
        final int length = DeclareEncoder.ContainersEncoder.numberLength();
        if (number.length() != length) {
            throw new IllegalArgumentException("a container number has " + length
                + " characters: " + number);
        }
        containers.add(Fields.padded("container", number, length));
        return this;
    }

    /** One more document, by the letter of its kind. */
    public DeclarationBuilder document(final char code, final String no) {
        documents.add(new Document(code, no));
        return this;
    }

    /** One more item. */
    public DeclarationBuilder item(final Goods goods) {
        items.add(goods);
        return this;
    }

    /** Returns the command. */
    public Command build() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final DeclareEncoder out = new DeclareEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(DeclareEncoder.atNullValue()).putSubmitterRef(ref, 0).flow(flow).form(form)
            .office(office).entryOffice(entryOffice).putTrader(trader, 0)
            .putReceiver(receiver, 0).putOwner(owner, 0).putAgent(agent, 0)
            .supervisionMode(supervisionMode).transport(transport)
            .dispatchCountry(dispatchCountry).transit((short) (transit ? 1 : 0))
            .packages(packages).grossKg(grossKg).netKg(netKg).currency(currency)
            .formErrorsCount(0);
        final DeclareEncoder.DocumentsEncoder documentsOut =
            out.documentsCount(documents.size());
        documents.forEach(document -> documentsOut.next().code(document.code).no(document.no));
        final DeclareEncoder.ContainersEncoder containersOut =
            out.containersCount(containers.size());
        containers.forEach(number -> containersOut.next().putNumber(number, 0));
        final DeclareEncoder.ItemsEncoder itemsOut = out.itemsCount(items.size());
        for (int i = 0; i < items.size(); i++) {
            items.get(i).encode(itemsOut.next(), i + 1);
        }
        out.conveyance(conveyance);
        return Command.copy(buffer, header.encodedLength() + out.encodedLength());
    }
}
