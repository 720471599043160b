package io.clearline.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.nio.file.*;
import java.util.*;

public final class FastCases {
    public static void main(String[] a) throws Exception {
        ObjectMapper J = new ObjectMapper();
        Path root = Path.of(a[0]);
        for (int k = 1; k < a.length; k++) {
            FastCore f = new FastCore();
            f.load(root.resolve("reference"));
            List<String> cmds = Files.readAllLines(root.resolve(a[k]).resolve("commands.jsonl"));
            List<String> exps = Files.readAllLines(root.resolve(a[k]).resolve("expect.jsonl"));
            int i = 0, bad = 0;
            Map<Integer, JsonNode> exp = new HashMap<>();
            for (String e : exps) { JsonNode n = J.readTree(e); exp.put(n.get("in").asInt(), n); }
            for (String c : cmds) {
                i++;
                JsonNode got = J.readTree(f.answer(i, c));
                JsonNode e = exp.get(i);
                if (e == null) continue;
                for (Map.Entry<String, JsonNode> x : e.properties()) {
                    String n = x.getKey();
                    String w = norm(n, x.getValue()), g = norm(n, got.get(n));
                    if (!w.equals(g)) { bad++; if (bad < 12) System.out.println(a[k] + " line " + i + " " + n + " expected " + w + " got " + g); }
                }
            }
            System.out.println(a[k] + ": " + bad + " differences");
        }
    }
    static String norm(String n, JsonNode v) {
        if (v == null || v.isNull()) return "null";
        if (v.isArray()) {
            List<String> l = new ArrayList<>();
            for (JsonNode e : v) {
                if (e.isObject()) l.add(e.path("kind").asText()+"/"+e.path("item").asText()+"/"+e.path("code").asText()+"/"+e.path("field").asText()+"/"+e.path("reason").asText());
                else l.add(e.asText());
            }
            Collections.sort(l); return l.toString();
        }
        return v.toString();
    }
}
