package io.clearline.bench.peers;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Makes objects of binary declarations. That is not counted in what the peer takes. */
final class FactReader {
    private static final int PARTY = 18;
    /** Rates of the mixed stream's currencies. */
    private static final Map<String, BigDecimal> RATES = Map.of(
        "CNY", BigDecimal.ONE, "USD", new BigDecimal("7.05"), "EUR", new BigDecimal("8.21"),
        "JPY", new BigDecimal("0.046"));

    private final DeclareDecoder declare = new DeclareDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final byte[] party = new byte[PARTY];

    DeclarationFact read(final DirectBuffer buffer, final int offset) {
        declare.wrapAndApplyHeader(buffer, offset, header);
        declare.formErrors().forEachRemaining(ignored -> { });
        declare.documents().forEachRemaining(DeclareDecoder.DocumentsDecoder::skipNo);
        declare.containers().forEachRemaining(ignored -> { });
        final BigDecimal rate = RATES.get(country(declare.currency()));
        final List<ItemFact> items = new ArrayList<>();
        for (final DeclareDecoder.ItemsDecoder item : declare.items()) {
            items.add(item(item, rate));
        }
        declare.getTrader(party, 0);
        final String trader = party();
        declare.getReceiver(party, 0);
        final String receiver = party();
        declare.getAgent(party, 0);
        final String agent = party();
        return new DeclarationFact(declare.flow().name().intern(), declare.form().name().intern(),
            String.format("%04d", declare.office()).intern(), trader, receiver, agent,
            country(declare.dispatchCountry()), country(declare.currency()), declare.conveyance(),
            declare.transit() != 0, declare.packages(), declare.grossKg(), declare.netKg(),
            List.copyOf(items));
    }

    private String party() {
        return party[0] == 0 ? "" : new String(party, StandardCharsets.US_ASCII);
    }

    private static String country(final int alpha3) {
        return alpha3 == Alpha3.ABSENT ? "" : Alpha3.text(alpha3).intern();
    }

    private static ItemFact item(final DeclareDecoder.ItemsDecoder item, final BigDecimal rate) {
        final long fen = BigDecimal.valueOf(item.value(), Scales.MONEY_DECIMALS).multiply(rate)
            .setScale(2, RoundingMode.HALF_UP).unscaledValue().longValueExact();
        final Election election = item.election();
        final ItemFact fact = new ItemFact(item.no(),
            String.format("%0" + item.hsDigits() + "d", item.hs()), country(item.origin()),
            item.regime().name().intern(),
            election == Election.NULL_VAL ? "" : election.name().intern(), item.quantity(), fen);
        item.inputs().forEachRemaining(DeclareDecoder.ItemsDecoder.InputsDecoder::skipCode);
        item.skipName();
        item.skipAttributes();
        item.skipCode();
        return fact;
    }
}
