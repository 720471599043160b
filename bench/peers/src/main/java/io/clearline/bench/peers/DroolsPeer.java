package io.clearline.bench.peers;

import java.util.List;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The rules in Drools as it is fastest: executable model, one stateful session for all declarations,
 * facts made in advance. Not thread-safe.
 */
final class DroolsPeer implements AutoCloseable {
    private static final int FACTS_MOST = 65;

    private final KieSession session;
    private final Hits hits = new Hits();
    private final FactHandle[] handles = new FactHandle[FACTS_MOST];

    DroolsPeer(final List<Rule> rules) {
        final KieServices services = KieServices.get();
        final KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/io/clearline/bench/peers/drl/rules.drl", drl(rules));
        final KieBuilder builder = services.newKieBuilder(files);
        // Without this class the builder has no executable model, and says so only when it runs.
        builder.buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException("Drools refuses the rules: "
                + builder.getResults().getMessages(Message.Level.ERROR));
        }
        session = services.newKieContainer(services.getRepository().getDefaultReleaseId())
            .newKieSession();
        session.setGlobal("hits", hits);
    }

    private static String drl(final List<Rule> rules) {
        final StringBuilder drl = new StringBuilder("package io.clearline.bench.peers.drl\n"
            + "import " + DeclarationFact.class.getName() + "\n"
            + "import " + ItemFact.class.getName() + "\n"
            + "global " + Hits.class.getName() + " hits\n");
        for (final Rule rule : rules) {
            drl.append("rule \"").append(rule.number()).append("\" when\n    ").append(rule.drl())
                .append("\nthen\n    hits.hit(").append(rule.number())
                .append(rule.ofItems() ? ", $i.no()" : ", 0").append(");\nend\n");
        }
        return drl.toString();
    }

    /** Decides one declaration; the result is good until the next. */
    Hits decide(final DeclarationFact declaration) {
        hits.clear();
        int count = 0;
        handles[count++] = session.insert(declaration);
        final List<ItemFact> items = declaration.items();
        for (int i = 0; i < items.size(); i++) {
            handles[count++] = session.insert(items.get(i));
        }
        session.fireAllRules();
        for (int i = 0; i < count; i++) {
            session.delete(handles[i]);
        }
        return hits;
    }

    @Override
    public void close() {
        session.dispose();
    }
}
