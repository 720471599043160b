package io.clearline.adapters.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import io.clearline.engine.record.sbe.ValueAddedDecoder;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** Sample lines, and what comes of lines. */
final class Lines {
    static final ObjectMapper JSON = new ObjectMapper();

    static final String IMPORT = "{'type':'declare','at':'2026-03-02T09:00:00+08:00',"
        + "'ref':'A1','flow':'FIRST_LINE_IMPORT','form':'NORMAL','office':'6400',"
        + "'entryOffice':'6401','trader':'91460100MA5T00001L','receiver':'91460100MA5T00002P',"
        + "'owner':'91460100MA5T00001L','agent':'91460100MA5T00003T','supervisionMode':'0110',"
        + "'transport':'2','conveyance':'QA12345','dispatchCountry':'JPN','transit':true,"
        + "'containers':['CSQU3054383'],'packages':1,'grossKg':'120.5','netKg':'100',"
        + "'currency':'USD','documents':[{'code':'7','no':'AIL-1'}],"
        + "'items':[{'no':1,'hs':'02023000','name':'beef','quantity':'1','value':'5.5',"
        + "'origin':'JPN','regime':'BONDED','attributes':['49'],'election':'ALL','code':'Q1',"
        + "'inputs':[{'kind':'IMPORTED','hs':'02023000','origin':'ARG','quantity':1,"
        + "'value':2.5,'code':'x','regime':'ZERO_TARIFF'}]}]}";

    private Lines() {
    }

    /** Reads JSON that is written with single quotes. */
    static ObjectNode object(final String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (final IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Sets raw JSON, or with null removes, what stands at a path such as {@code items[0].hs}. */
    static ObjectNode with(final ObjectNode root, final String path, final String value) {
        JsonNode parent = root;
        final String[] steps = path.replace("[", ".").replace("]", "").split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            parent = parent.isArray()
                ? parent.get(Integer.parseInt(steps[i])) : parent.get(steps[i]);
        }
        final String last = steps[steps.length - 1];
        if (value == null) {
            ((ObjectNode) parent).remove(last);
            return root;
        }
        final RawValue raw = new RawValue(value.replace('\'', '"'));
        if (parent.isArray()) {
            ((ArrayNode) parent).setRawValue(Integer.parseInt(last), raw);
        } else {
            ((ObjectNode) parent).putRawValue(last, raw);
        }
        return root;
    }

    static byte[] decode(final byte[] line) {
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(256);
        final int length = new CommandDecoder(true).decode(line, 0, line.length, out, 3);
        final byte[] bytes = new byte[length];
        out.getBytes(3, bytes);
        return bytes;
    }

    static byte[] decode(final String line) {
        return decode(line.getBytes(StandardCharsets.UTF_8));
    }

    static int template(final byte[] message) {
        return new MessageHeaderDecoder()
            .wrap(new org.agrona.concurrent.UnsafeBuffer(message), 0).templateId();
    }

    /** Returns the form errors of what a line decodes to, such as {@code items[0].hs FORMAT}. */
    static List<String> errors(final String line) {
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(256);
        final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        new CommandDecoder(true).decode(bytes, 0, bytes.length, out, 0);
        return errors(out, 0);
    }

    static List<String> errors(final ExpandableArrayBuffer out, final int at) {
        final MessageHeaderDecoder h = new MessageHeaderDecoder();
        final List<String> found = new ArrayList<>();
        switch (h.wrap(out, at).templateId()) {
            case DeclareDecoder.TEMPLATE_ID:
                new DeclareDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case ValueAddedDecoder.TEMPLATE_ID:
                new ValueAddedDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case AddDocumentDecoder.TEMPLATE_ID:
                new AddDocumentDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case ResolveDecoder.TEMPLATE_ID:
                new ResolveDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case PayDecoder.TEMPLATE_ID:
                new PayDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case AmendDecoder.TEMPLATE_ID:
                final AmendDecoder amend = new AmendDecoder().wrapAndApplyHeader(out, at, h);
                amend.formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                amend.skipDeclaration();
                if (amend.bodyLength() > 0) {
                    errors(out, amend.limit() + AmendDecoder.bodyHeaderLength())
                        .forEach(e -> found.add("declare." + e));
                }
                break;
            case CancelDecoder.TEMPLATE_ID:
                new CancelDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case ArriveDecoder.TEMPLATE_ID:
                new ArriveDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case ReferenceDecoder.TEMPLATE_ID:
                final ReferenceDecoder in = new ReferenceDecoder().wrapAndApplyHeader(out, at, h);
                in.formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case ControlDecoder.TEMPLATE_ID:
                new ControlDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case ControlMoveDecoder.TEMPLATE_ID:
                new ControlMoveDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case WithdrawDecoder.TEMPLATE_ID:
                new WithdrawDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case NamedListDecoder.TEMPLATE_ID:
                new NamedListDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            case UnknownTypeDecoder.TEMPLATE_ID:
                new UnknownTypeDecoder().wrapAndApplyHeader(out, at, h).formErrors()
                    .forEach(e -> found.add(FieldPath.text(e.key()) + ' ' + e.code()));
                break;
            default:
                found.add(" SYNTAX");
                break;
        }
        return found;
    }
}
