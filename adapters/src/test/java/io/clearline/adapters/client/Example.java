package io.clearline.adapters.client;

import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Regime;

final class Example {
    public static void main(final String[] portAndToken) throws Exception {
        final int port = Integer.parseInt(portAndToken[0]);
        try (ClearlineClient client = ClearlineClient.connect(
            ClientOptions.of("127.0.0.1", port, portAndToken[1]))) {
            final Answer answer = client.send(lathe("YP-0001"));
            System.out.println(answer.outcome().get() + " " + answer.declaration().get());
            client.submit(lathe("YP-0002")).thenAccept(System.out::println).join();
        }
    }

    private static Command lathe(final String ref) {
        return new DeclarationBuilder(ref, Flow.FIRST_LINE_IMPORT).offices("6400", "6481")
            .trader("91460100MADEM0011T").supervisionMode("0110").transport('2')
            .dispatchCountry("JPN").weights(1, 120, 100)
            .item(new Goods("84581100", "lathe").quantity(1).value(5000)
                .origin("JPN").regime(Regime.ZERO_TARIFF)).build();
    }
}
