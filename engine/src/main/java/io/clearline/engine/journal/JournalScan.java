package io.clearline.engine.journal;

import io.clearline.engine.journal.ScanReport.Loss;
import io.clearline.engine.journal.ScanReport.SeenHeader;
import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Finds every sound record in the files of a damaged journal, also behind the damage, where no reader
 * gets to. Goes by the records' own frames and takes Chronicle's for a hint. Only reads; the engine of
 * the directory must be stopped. Used once.
 */
public final class JournalScan {
    private static final int HEADERS_MAX = 1000;

    private final RecordCheck check = new RecordCheck();
    private final RecordHandler handler;
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    /** Headers of unsound records since the last sound one. */
    private List<SeenHeader> seen = new ArrayList<>();
    private Path file;
    private long firstSequence;
    private long lastSequence;
    private long nextSequence;
    private long records;
    private Path faultFile;
    private long faultAt;
    private String fault;

    private JournalScan(final long nextSequence, final RecordHandler handler) {
        this.nextSequence = nextSequence;
        this.handler = handler;
    }

    /**
     * Scans a journal.
     *
     * @param handler takes each sound record, in order; sequences may be missing in between
     * @throws JournalException if a file cannot be read at all
     */
    public static ScanReport scan(final DataDirectory data, final RecordHandler handler) {
        final JournalScan scan = new JournalScan(1, handler);
        try {
            scan.nextSequence = JournalStart.read(data);
        } catch (final JournalException unreadable) {
            scan.notes.add(unreadable.getMessage());
            scan.nextSequence = 0;
        }
        for (final Path each : JournalFiles.list(data.journal())) {
            scan.file = each;
            try (RawFile raw = new RawFile(each)) {
                scan.read(raw);
            } catch (final IOException e) {
                throw new JournalException("cannot read journal file " + each + ": "
                    + e.getMessage() + "; copy what can be read of it to a sound disk first", e);
            }
        }
        scan.end(data);
        return new ScanReport(scan.firstSequence, scan.lastSequence, scan.records,
            List.copyOf(scan.losses), List.copyOf(scan.notes));
    }

    private void read(final RawFile raw) throws IOException {
        long at = 0;
        int index = raw.show(at, DocumentFile.HEADER_LENGTH + RecordHeader.LENGTH);
        while (index >= 0) {
            at += step(raw, at, index + DocumentFile.HEADER_LENGTH);
            index = raw.show(at, DocumentFile.HEADER_LENGTH + RecordHeader.LENGTH);
        }
    }

    /** Looks at one place and returns how many bytes further the next one is. */
    private int step(final RawFile raw, final long at, final int headerAt) throws IOException {
        final DirectBuffer buffer = raw.buffer();
        if (RecordHeader.magic(buffer, headerAt) != RecordHeader.MAGIC
            || RecordHeader.version(buffer, headerAt) != RecordHeader.VERSION) {
            return DocumentFile.HEADER_LENGTH;
        }
        final long length = (long) RecordHeader.LENGTH + RecordHeader.commandLength(buffer, headerAt)
            + RecordHeader.answerLength(buffer, headerAt)
            + RecordHeader.effectsLength(buffer, headerAt);
        if (length < RecordHeader.LENGTH || length > DocumentFile.RECORD_LENGTH_MAX
            || !RecordCheck.lengthsFit(buffer, headerAt, (int) length)) {
            faulty(at, buffer, headerAt, "the lengths in a record's header are impossible");
            return DocumentFile.HEADER_LENGTH;
        }
        final int frame = buffer.getInt(
            headerAt - DocumentFile.HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
        final int index = raw.show(at, DocumentFile.HEADER_LENGTH + (int) length);
        if (index < 0) {
            faulty(at, buffer, headerAt, "the file ends inside a record");
            return DocumentFile.HEADER_LENGTH;
        }
        final int recordAt = index + DocumentFile.HEADER_LENGTH;
        final String wrong =
            check.fault(raw.buffer(), raw.bytes(), recordAt, (int) length);
        if (wrong == null) {
            sound(raw.buffer(), at, recordAt, (int) length);
        } else {
            faulty(at, raw.buffer(), recordAt, wrong);
        }
        // Where both frames agree there is nothing inside to look for; a record's text could be made
        // to look like a record.
        return wrong == null || frame == length
            ? DocumentFile.HEADER_LENGTH + ((int) length + 3 & -4) : DocumentFile.HEADER_LENGTH;
    }

    private void sound(
        final DirectBuffer buffer, final long at, final int recordAt, final int length) {
        final long sequence = RecordHeader.sequence(buffer, recordAt);
        if (records == 0 && (nextSequence == 0 || sequence < nextSequence)) {
            nextSequence = sequence;
        }
        if (sequence < nextSequence) {
            note("record " + sequence + " stands behind record " + lastSequence + ", in " + file
                + " at byte " + at);
            return;
        }
        if (sequence > nextSequence) {
            lose(sequence - 1, at);
        }
        seen = new ArrayList<>();
        fault = null;
        firstSequence = records == 0 ? sequence : firstSequence;
        lastSequence = sequence;
        nextSequence = sequence + 1;
        records++;
        handler.onRecord(buffer, recordAt, length);
    }

    private void note(final String text) {
        if (notes.size() < HEADERS_MAX) {
            notes.add(text);
        }
    }

    private void faulty(
        final long at, final DirectBuffer buffer, final int headerAt, final String wrong) {
        if (fault == null) {
            faultFile = file;
            faultAt = at;
            fault = wrong;
        }
        if (seen.size() < HEADERS_MAX) {
            seen.add(new SeenHeader(RecordHeader.sequence(buffer, headerAt),
                RecordHeader.kind(buffer, headerAt), RecordHeader.timeMs(buffer, headerAt)));
        }
    }

    private void lose(final long to, final long at) {
        final long from = nextSequence;
        final List<SeenHeader> headers = seen.stream()
            .filter(header -> header.sequence() >= from && header.sequence() <= to).toList();
        losses.add(fault == null
            ? new Loss(from, to, file, at, "nothing of them is there", headers)
            : new Loss(from, to, faultFile, faultAt, fault, headers));
    }

    /** The mark knows of records that nothing else is left of. */
    private void end(final DataDirectory data) {
        final HighWater.Marks marks = SoundJournal.marks(data);
        if (marks == null || marks.required() == null) {
            note("the high-water mark is " + (marks == null ? "missing" : "damaged")
                + ": whether records are missing at the end cannot be told");
            return;
        }
        final long required = marks.required().sequence();
        if (required >= Math.max(1, nextSequence)) {
            nextSequence = Math.max(1, nextSequence);
            file = file == null ? data.journal() : file;
            lose(required, 0);
        }
        final long appended = marks.appended() == null ? 0 : marks.appended().sequence();
        if (appended > Math.max(required, lastSequence)) {
            note("records up to " + appended + " were appended before the machine was restarted,"
                + " but only those up to " + required + " were forced to the disk");
        }
    }
}
