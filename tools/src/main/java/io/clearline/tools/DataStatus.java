package io.clearline.tools;

import io.clearline.engine.core.Core;
import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalMarks;
import io.clearline.engine.journal.JournalStart;
import io.clearline.engine.recovery.LastRecovery;
import io.clearline.engine.recovery.Lineage;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.SnapshotManifest;
import io.clearline.engine.snapshot.Snapshots;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a data directory holds, one JSON line for each thing. */
final class DataStatus {
    private final DataDirectory data;

    DataStatus(final DataDirectory data) {
        this.data = data;
    }

    /** Returns the lines: journal, snapshots (the newest first), followers, last start. */
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        lines.add(journal());
        final Snapshots snapshots = new Snapshots(data);
        snapshots.list().forEach(snapshot -> lines.add(snapshot(snapshots, snapshot)));
        FollowerPositions.all(data).forEach((name, sequence) -> lines.add(new JsonText().open()
            .text("type", "follower").text("name", name).number("seq", sequence).close()
            .toString()));
        LastRecovery.read(data).ifPresent(last -> lines.add(recovery(last)));
        return lines;
    }

    private String journal() {
        final JournalMarks marks = JournalMarks.read(data);
        final Lineage lineage = Lineage.read(data);
        final JsonText json = new JsonText().open().text("type", "journal")
            .text("data", data.path().toString())
            .flag("running", data.inUse())
            .number("generation", lineage.generation())
            .number("first", JournalStart.read(data))
            .number("last", marks.appended())
            .number("forced", marks.forced());
        if (!lineage.text().isEmpty()) {
            json.openList("lineage");
            lineage.text().forEach(json::element);
            json.closeList();
        }
        return json.close().toString();
    }

    private static String snapshot(final Snapshots snapshots, final Snapshot snapshot) {
        final String fault = snapshots.check(snapshot);
        final JsonText json = new JsonText().open().text("type", "snapshot")
            .number("seq", snapshot.sequence());
        final SnapshotManifest manifest = snapshot.manifest();
        if (manifest != null) {
            json.text("at", manifest.timeMs() == Core.NO_TIME ? null
                    : JsonText.time(manifest.timeMs()))
                .text("stateHash", HexFormat.of().toHexDigits(manifest.stateHash()))
                .text("policy", HexFormat.of().toHexDigits(manifest.policyHigh())
                    + HexFormat.of().toHexDigits(manifest.policyLow()))
                .number("logic", manifest.logicVersion());
        }
        return json.number("bytes", snapshot.bytes()).flag("valid", fault == null)
            .textIfAny("fault", fault).text("file", snapshot.file().toString()).close().toString();
    }

    private static String recovery(final LastRecovery last) {
        final JsonText json = new JsonText().open().text("type", "recovery")
            .text("startedAt", JsonText.time(last.atMs()))
            .number("snapshot", last.snapshotSequence()).number("records", last.records())
            .number("last", last.lastSequence()).number("tornTailBytes", last.tornTailBytes())
            .number("ms", last.durationMs()).openList("unusableSnapshots");
        last.unusableSnapshots().forEach(json::element);
        return json.closeList().close().toString();
    }
}
