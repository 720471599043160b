package io.clearline.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the packages may know, and what a pure core may not touch (docs: one writer, no clock, no
 * I/O).
 */
@AnalyzeClasses(
    packages = "io.clearline.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.clearline.engine.";
    /** The packages of the core; generated codecs are apart. */
    private static final String[] PURE = {ROOT + "record", ROOT + "memory", ROOT + "counter",
        ROOT + "reference", ROOT + "state", ROOT + "core"};

    private static ArchRule only(final String name, final String... below) {
        final String[] allowed = new String[below.length + 1];
        allowed[0] = ROOT + name + "..";
        for (int i = 0; i < below.length; i++) {
            allowed[i + 1] = ROOT + below[i] + "..";
        }
        return noClasses().that().resideInAPackage(ROOT + name + "..").should()
            .dependOnClassesThat(resideInAPackage("io.clearline..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed))));
    }

    @ArchTest
    static final ArchRule RECORD_KNOWS_NOBODY = only("record");
    @ArchTest
    static final ArchRule BLOCKS_KNOW_NOBODY = only("block");
    @ArchTest
    static final ArchRule MEMORY_STANDS_ON_BLOCKS = only("memory", "block", "record");
    @ArchTest
    static final ArchRule REFERENCE_STANDS_ON_MEMORY = only("reference", "memory", "record");
    @ArchTest
    static final ArchRule COUNTERS_STAND_ON_MEMORY = only("counter", "memory", "record");
    @ArchTest
    static final ArchRule CONTROLS_STAND_ON_COUNTERS =
        only("control", "counter", "memory", "record");
    @ArchTest
    static final ArchRule STATE_STANDS_ON_REFERENCE =
        only("state", "control", "reference", "memory", "record");
    @ArchTest
    static final ArchRule CORE_STANDS_ON_STATE =
        only("core", "state", "control", "reference", "memory", "record");
    @ArchTest
    static final ArchRule THE_JOURNAL_KNOWS_RECORDS_ALONE = only("journal", "record");
    @ArchTest
    static final ArchRule SNAPSHOTS_STAND_ON_CORE_AND_JOURNAL =
        only("snapshot", "core", "journal", "record");
    @ArchTest
    static final ArchRule RECOVERY_STANDS_ON_SNAPSHOTS =
        only("recovery", "snapshot", "core", "state", "control", "journal", "record");
    @ArchTest
    static final ArchRule FOLLOWERS_KNOW_NO_RULES =
        only("follower", "recovery", "snapshot", "core", "journal", "record");
    @ArchTest
    static final ArchRule SEALS_ARE_FOLLOWERS = only("seal", "follower", "journal", "record");
    @ArchTest
    static final ArchRule THE_PIPELINE_KNOWS_NO_RULES =
        only("pipeline", "core", "journal", "recovery", "follower", "record", "block");

    /**
     * Whoever drives a core, saves it or brings it along knows what a core is, not how it decides; but
     * for the audit of draws, which looks into one.
     */
    @ArchTest
    static final ArchRule DRIVERS_KNOW_NO_DECISIONS = noClasses().that()
        .resideInAnyPackage(ROOT + "snapshot", ROOT + "recovery", ROOT + "follower")
        .and().haveNameNotMatching(".*\\.DrawAudit.*").should().dependOnClassesThat(resideInAPackage(ROOT + "core")
            .and(DescribedPredicate.not(named("io.clearline.engine.core.Core",
                "io.clearline.engine.core.Core$Filed",
                "io.clearline.engine.core.Verdict"))));

    /** No clock, chance, thread, file, network, log or property decides; nor does a set's order. */
    @ArchTest
    static final ArchRule THE_CORE_IS_PURE = noClasses().that().resideInAnyPackage(PURE).should()
        .dependOnClassesThat(resideInAnyPackage("java.time..", "java.io..", "java.nio.file..",
            "java.nio.channels..", "java.net..", "java.util.concurrent..", "java.util.logging..",
            "java.util.random..", "java.lang.reflect..", "java.text..", "org.slf4j..",
            "net.openhft..", "com.lmax..", "com.fasterxml..", "org.agrona.concurrent.ringbuffer..")
            .or(are(named("java.util.Random", "java.util.SplittableRandom", "java.util.UUID",
                "java.util.Date", "java.util.Calendar", "java.util.Locale", "java.util.TimeZone",
                "java.util.Timer", "java.lang.Thread", "java.lang.ThreadLocal",
                "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.Runtime",
                "java.lang.StrictMath", "java.math.BigDecimal", "java.lang.Float",
                "java.lang.Double"))));

    /** Controls may calculate with IEEE doubles, as CEL does, but know no clock, thread or file. */
    @ArchTest
    static final ArchRule CONTROLS_KNOW_NO_CLOCK = noClasses().that()
        .resideInAPackage(ROOT + "control").should().dependOnClassesThat(resideInAnyPackage(
            "java.time..", "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..",
            "java.util.concurrent..", "org.slf4j..", "net.openhft..", "com.lmax..")
            .or(named("java.lang.Thread")));

    /** {@code System} offers clocks, properties and streams; of it only copying is used. */
    @ArchTest
    static final ArchRule OF_SYSTEM_ONLY_COPYING = noClasses().that().resideInAnyPackage(PURE)
        .should().accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("of System but copying") {
            @Override
            public boolean test(final JavaAccess<?> access) {
                return access.getTargetOwner().isEquivalentTo(System.class)
                    && !access.getName().equals("arraycopy");
            }
        });

    @ArchTest
    static final ArchRule NO_MONITORS = methods().that().areDeclaredInClassesThat()
        .resideInAnyPackage(PURE).should().notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule NO_FIELD_IS_A_FLOAT = fields().that().areDeclaredInClassesThat()
        .resideInAnyPackage(PURE).should().notHaveRawType(floating())
        .andShould().notHaveModifier(JavaModifier.VOLATILE);

    @ArchTest
    static final ArchRule NO_METHOD_SPEAKS_OF_FLOATS = methods().that().areDeclaredInClassesThat()
        .resideInAnyPackage(PURE).should(new ArchCondition<>("take and return no floats") {
            @Override
            public void check(final JavaMethod method, final ConditionEvents events) {
                final boolean floats = floating().test(method.getRawReturnType())
                    || method.getRawParameterTypes().stream().anyMatch(floating());
                events.add(new SimpleConditionEvent(method, !floats, method.getFullName()));
            }
        });

    /** Rules read the state: nothing but the applier can call what changes it. */
    @ArchTest
    static final ArchRule THE_CORE_ONLY_READS_THE_STATE = noClasses().that()
        .resideInAPackage(ROOT + "core").should()
        .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("of a mutator of the state") {
            @Override
            public boolean test(final JavaAccess<?> access) {
                return isKept(access.getTargetOwner()) && isMutator(access.getName());
            }
        });

    @ArchTest
    static final ArchRule MUTATORS_OF_THE_STATE_ARE_HIDDEN = methods().that()
        .areDeclaredInClassesThat(new DescribedPredicate<JavaClass>("are kept in the state") {
            @Override
            public boolean test(final JavaClass owner) {
                return owner.getPackageName().equals(ROOT + "state") && isKept(owner);
            }
        }).and(new DescribedPredicate<JavaMethod>("are mutators") {
            @Override
            public boolean test(final JavaMethod method) {
                return isMutator(method.getName());
            }
        }).should().notBePublic();

    /**
     * Tables and party numbers have public mutators, because the applier is in another package; and
     * the state, which loads them.
     */
    @ArchTest
    static final ArchRule THE_APPLIER_ALONE_CHANGES_THE_TABLES = noClasses().that()
        .resideOutsideOfPackage(ROOT + "reference")
        .and().doNotHaveFullyQualifiedName(ROOT + "state.ClearanceState")
        .and().doNotHaveFullyQualifiedName(ROOT + "state.Applier")
        .and().doNotHaveFullyQualifiedName(ROOT + "state.ControlApplier").should()
        .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("of a mutator of the tables") {
            @Override
            public boolean test(final JavaAccess<?> access) {
                return access.getTargetOwner().getPackageName().equals(ROOT + "reference")
                    && isKept(access.getTargetOwner()) && isMutator(access.getName());
            }
        });

    /** The register of controls is in a package of its own, so its mutators are public, too. */
    @ArchTest
    static final ArchRule THE_APPLIER_ALONE_CHANGES_CONTROLS = noClasses().that()
        .resideOutsideOfPackages(ROOT + "control", ROOT + "state")
        // A trial has a register of its own.
        .and().doNotHaveFullyQualifiedName(ROOT + "core.ControlTrial").should()
        .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("of a mutator of controls") {
            @Override
            public boolean test(final JavaAccess<?> access) {
                return access.getTargetOwner().getFullName().equals(ROOT + "control.Controls")
                    && access.getName().matches("put|move|withdraw|advance|count|accept|load");
            }
        });

    private static DescribedPredicate<JavaClass> floating() {
        return named("double", "float");
    }

    private static DescribedPredicate<JavaClass> named(final String... names) {
        final Set<String> all = Set.of(names);
        return new DescribedPredicate<>("named " + new TreeSet<>(all)) {
            @Override
            public boolean test(final JavaClass type) {
                return all.contains(type.getName());
            }
        };
    }

    /** What the engine keeps, as opposed to the working objects that commands fill. */
    private static boolean isKept(final JavaClass owner) {
        return owner.getPackageName().equals(ROOT + "reference")
            && !owner.getSimpleName().equals("Check")
            || Set.of("ClearanceState", "Declarations", "Ledgers", "Obligations", "Codes",
                "Arrivals", "Chains", "Series", "Agenda").contains(owner.getSimpleName());
    }

    private static boolean isMutator(final String name) {
        return name.matches("(put|add|use|set|replace|remove|intern|clear|remember|give|load)([A-Z].*)?");
    }

    @ArchTest
    static void everyPackageSaysWhatLivesThere(final JavaClasses engine) {
        final Set<String> packages = new TreeSet<>();
        final Set<String> described = new TreeSet<>();
        for (final JavaClass type : engine) {
            if (type.getSimpleName().equals("package-info")) {
                described.add(type.getPackageName());
            } else {
                packages.add(type.getPackageName());
            }
        }
        packages.removeAll(described);
        assertEquals(Set.of(), packages);
    }
}
