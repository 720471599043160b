package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused or rejected leaves the state as it was, but for the sequence and the time. */
class RefusedChangesNothingTest {
    private final Scene scene = new Scene();

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64})
    void refusalsOfAStream(final long seed) {
        final Recorder recorder = Recorder.opened();
        final List<String> lines = Recorder.lines(seed, 400);
        List<String> before = recorder.state();
        int refused = 0;
        for (int i = 0; i < lines.size(); i++) {
            final Recorder.Step step = recorder.take(lines.get(i));
            final List<String> after = recorder.state();
            if (step.isRefused() || !step.journaled()) {
                final String at = "command " + (i + 1) + " of seed " + seed + ": " + lines.get(i);
                assertEquals(0, step.effects().length, at);
                assertEquals(before, after, at);
                refused++;
            }
            before = after;
        }
        assertTrue(refused > 40, refused + " refused of seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {65, 66})
    void refusalsOfALongStreamHaveNoEffects(final long seed) {
        final Recorder recorder = Recorder.opened();
        for (final String line : Recorder.lines(seed, 3_000)) {
            final Recorder.Step step = recorder.take(line);
            assertTrue(step.effects().length == 0 || step.journaled() && !step.isRefused(),
                "seed " + seed + ": " + line);
        }
    }

    @Test
    void payingTwice() {
        final String due = scene.expect("HOLD", Scene.machines("A", "TAXED", ""))
            .path("tax").path("total").asText();
        scene.expect("RELEASE", "'type':'pay','declaration':'A','amount':'" + due + "'");
        scene.refuse("amount", "STATE", "'type':'pay','declaration':'A','amount':'0.01'");
        scene.refuse("amount", "RANGE", "'type':'pay','declaration':'A','amount':'0'");
        scene.refuse("declaration", "UNKNOWN_DECLARATION",
            "'type':'pay','declaration':'B','amount':'1'");
    }

    @Test
    void cancellingAfterDeparture() {
        scene.expect("RELEASE", Scene.exit("A", "QA1", "",
            Scene.item("84573000", "DOMESTIC", "1000")));
        scene.send("'type':'arrive','ref':'V','office':'6482','lane':'GENERAL','plate':'QA1'");
        scene.refuse("declaration", "STATE", "'type':'cancel','declaration':'A','reason':'late'");
        scene.refuse("ref", "DUPLICATE_REF",
            "'type':'arrive','ref':'V','office':'6482','lane':'GENERAL','plate':'QA2'");
    }

    @Test
    void cancellingTwice() {
        scene.expect("RELEASE", Scene.machines("A", "ZERO_TARIFF", ""));
        scene.expect("CANCELLED", "'type':'cancel','declaration':'A','reason':'sold'");
        scene.refuse("declaration", "STATE", "'type':'cancel','declaration':'A','reason':'sold'");
        scene.refuse("amount", "STATE", "'type':'pay','declaration':'A','amount':'1'");
    }

    @Test
    void cancellingWhatWasUsed() {
        scene.expect("RELEASE", Scene.machines("A", "ZERO_TARIFF", ""));
        scene.expect("HOLD", Scene.exit("B", "QA1", "",
            Scene.item("84573000", "ZERO_TARIFF", "1000")));
        scene.refuse("declaration", "STATE", "'type':'cancel','declaration':'A','reason':'sold'");
        scene.expect("CANCELLED", "'type':'cancel','declaration':'B','reason':'not sold'");
        scene.expect("CANCELLED", "'type':'cancel','declaration':'A','reason':'sold'");
    }

    @Test
    void resolvingWhatIsNotHeld() {
        scene.expect("HOLD", Scene.machines("A", "TAXED", ""));
        final String resolve = "'type':'resolve','declaration':'A','officer':'O',";
        scene.refuse("hold", "STATE", resolve + "'hold':'EXAMINE','result':'PASS'");
        scene.refuse("hold", "STATE", resolve + "'hold':'TAX','result':'PASS'");
        scene.refuse("hold", "STATE", resolve + "'hold':'TAX','item':1,'result':'FAIL',"
            + "'action':'RETURN'");
        scene.refuse("action", "MISSING", resolve + "'hold':'TAX','result':'FAIL'");
    }

    @Test
    void aDocumentForWhatIsReleased() {
        scene.expect("RELEASE", Scene.machines("A", "ZERO_TARIFF", ""));
        scene.refuse("declaration", "STATE",
            "'type':'document','declaration':'A','code':'O','no':'TL-O-020'");
    }

    @Test
    void amendingAfterPayment() {
        scene.expect("HOLD", Scene.machines("A", "TAXED", ""));
        final String amend = "'type':'amend','declaration':'A','declare':{"
            + Scene.machines("A", "ZERO_TARIFF", "").substring("'type':'declare',".length()) + "}";
        scene.expect("HOLD", "'type':'pay','declaration':'A','amount':'1'");
        scene.refuse("declaration", "STATE", amend);
        scene.refuse("declare.items[0].hs", "UNKNOWN_HS", amend.replace("84573000", "99999999"));
    }

    @Test
    void amendingToWhatIsNotAcceptable() {
        scene.expect("HOLD", Scene.machines("A", "TAXED", ""));
        final String amend = "'type':'amend','declaration':'A','declare':{"
            + Scene.machines("A", "ZERO_TARIFF", "").substring("'type':'declare',".length()) + "}";
        scene.refuse("declare.form", "BATCH_NOT_ALLOWED", amend.replace("NORMAL", "BATCH")
            .replace("FIRST_LINE_IMPORT", "SECOND_LINE_EXIT").replace("6481", "6482")
            .replace("'dispatchCountry'", "'conveyance'"));
        scene.expect("RELEASE", amend);
    }

    @Test
    void aReferenceUsedTwice() {
        scene.expect("RELEASE", Scene.machines("A", "ZERO_TARIFF", ""));
        scene.refuse("ref", "DUPLICATE_REF", Scene.machines("A", "TAXED", ""));
    }

    @Test
    void rowsThatOverlap() {
        scene.refuse("rows[1].from", "RANGE", "'type':'reference','table':'bans','rows':["
            + "{'hs':'02','direction':'IMPORT','basis':'b','to':'2026-03-31'},"
            + "{'hs':'02','direction':'IMPORT','basis':'b','from':'2026-03-31'}]");
    }
}
