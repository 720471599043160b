package io.clearline.bench;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;

/** A declaration that is about to be written. Filled anew for each; not thread-safe. */
final class Sheet {
    static final int ITEMS_MOST = 50;
    static final int INPUTS_MOST = 4;

    /** An item. */
    static final class Item {
        long hs;
        int digits;
        long quantity;
        long value;
        int origin;
        Regime regime;
        Election election;
        byte[] code;
        int inputCount;
        final Input[] inputs = new Input[INPUTS_MOST];

        Item() {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = new Input();
            }
        }
    }

    /** An input of made goods. */
    static final class Input {
        InputKind kind;
        long hs;
        int digits;
        int origin;
        long quantity;
        long value;
        Regime regime;
        byte[] code;
    }

    long at;
    byte[] ref;
    Flow flow;
    Form form;
    int office;
    byte[] trader;
    byte[] receiver;
    byte[] agent;
    int dispatchCountry;
    int currency;
    byte[] conveyance;
    int documentLetter;
    byte[] documentNo;
    int itemCount;
    final Item[] items = new Item[ITEMS_MOST];

    Sheet() {
        for (int i = 0; i < items.length; i++) {
            items[i] = new Item();
        }
    }

    /** Starts a new declaration of a flow. */
    void begin(final Flow of, final byte[] by) {
        flow = of;
        form = Form.NORMAL;
        trader = by;
        agent = by;
        receiver = null;
        dispatchCountry = Alpha3.ABSENT;
        currency = Alpha3.CNY;
        conveyance = null;
        documentNo = null;
        itemCount = 0;
    }

    /** Adds an item without inputs. */
    Item item(final long hs, final int digits, final Regime regime) {
        final Item item = items[itemCount++];
        item.hs = hs;
        item.digits = digits;
        item.regime = regime;
        item.election = null;
        item.code = null;
        item.inputCount = 0;
        return item;
    }

    /** Adds an input to an item. */
    static Input input(final Item item, final InputKind kind) {
        final Input input = item.inputs[item.inputCount++];
        input.kind = kind;
        input.code = null;
        return input;
    }
}
