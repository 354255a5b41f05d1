package poolmon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Holds the house in shape: who may import whom, and who may touch the world outside.
///
/// Not seen from here: constants, which javac inlines, and resources.
class ArchitectureTest {
    private static final JavaClasses POOLMON =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("poolmon");

    /// Package to the packages of ours that it may import. A package without a row may not exist.
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    entry("model", Set.of()),
                    // judging
                    entry("leaks", Set.of("model")),
                    entry("capacity", Set.of("model")),
                    entry("rules", Set.of("model", "leaks", "capacity")),
                    // reading
                    entry("source.http", Set.of("model")),
                    entry("source.exposition", Set.of("model")),
                    entry("source.payload", Set.of("model", "source.exposition")),
                    entry("source.service", Set.of("model", "source.http", "source.payload")),
                    entry("source.postgres", Set.of("model")),
                    entry("source.pgbouncer", Set.of("model")),
                    entry("source.redis", Set.of("model")),
                    entry("source.prometheus", Set.of("model", "source.http")),
                    entry("source.saved", Set.of("model", "source.payload")),
                    entry(
                            "source",
                            Set.of(
                                    "model",
                                    "source.service",
                                    "source.postgres",
                                    "source.pgbouncer",
                                    "source.redis",
                                    "source.prometheus",
                                    "source.saved")),
                    // walking, showing, serving
                    entry("survey", Set.of("model", "source", "rules")),
                    entry("columns", Set.of("model")),
                    entry("output", Set.of("model", "columns")),
                    entry("live", Set.of("model", "columns", "survey")),
                    entry("exporter", Set.of("model", "output", "survey")),
                    entry("config", Set.of("model")));

    /// Library to the packages of ours, or the single class, that may use it.
    private static final Map<String, Set<String>> USED_BY =
            Map.of(
                    "picocli", Set.of("cli"),
                    "java.sql", Set.of("source.postgres", "source.pgbouncer"),
                    "javax.sql", Set.of("source.postgres", "source.pgbouncer"),
                    "org.postgresql", Set.of("source.postgres", "source.pgbouncer"),
                    "redis.clients", Set.of("source.redis"),
                    // columns: WCWidth alone
                    "org.jline", Set.of("live", "columns", "cli.World"),
                    "com.fasterxml",
                            Set.of(
                                    "output",
                                    "config",
                                    "exporter",
                                    "source.payload",
                                    "source.prometheus",
                                    "source.saved"));

    @Test
    void packagesImportWhatTheTableAllows() {
        classes().should(importOnlyWhatTheTableAllows()).check(POOLMON);
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("poolmon.(**)").should().beFreeOfCycles());
    }

    @TestFactory
    Stream<DynamicTest> librariesStayInTheirPackages() {
        return USED_BY.entrySet().stream()
                .map(
                        library ->
                                DynamicTest.dynamicTest(
                                        library.getKey(),
                                        () -> staysIn(library.getKey(), library.getValue())));
    }

    /// Streams, environment, clock and locale arrive as values; see `cli.World`.
    @Test
    void onlyMainAndWorldTouchTheWorld() {
        check(
                noClasses()
                        .that(areNotIn(Set.of("cli.Main", "cli.World")))
                        .should()
                        .accessTargetWhere(touchesTheWorld()));
    }

    @Test
    void staticFieldsAreFinal() {
        check(fields().that().areStatic().should().beFinal());
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager)"));
    }

    private static void staysIn(String library, Set<String> users) {
        check(
                noClasses()
                        .that(areNotIn(users))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library + ".."));
    }

    /// A package that does not exist yet breaks no rule.
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(POOLMON);
    }

    private static ArchCondition<JavaClass> importOnlyWhatTheTableAllows() {
        Map<String, Set<String>> table = new HashMap<>(MAY_IMPORT);
        table.put("cli", MAY_IMPORT.keySet());
        return new ArchCondition<>("import only what the table allows") {
            @Override
            public void check(JavaClass importer, ConditionEvents events) {
                String from = ours(importer.getPackageName());
                if (!table.containsKey(from)) {
                    events.add(violated(importer, "package " + from + " has no row in the table"));
                    return;
                }
                importer.getDirectDependenciesFromSelf().stream()
                        .filter(d -> isOurs(d.getTargetClass()))
                        .filter(
                                d -> {
                                    String to = ours(d.getTargetClass().getPackageName());
                                    return !to.equals(from) && !table.get(from).contains(to);
                                })
                        .forEach(d -> events.add(violated(importer, d.getDescription())));
            }
        };
    }

    private static ConditionEvent violated(JavaClass by, String how) {
        return SimpleConditionEvent.violated(by, how);
    }

    private static DescribedPredicate<JavaAccess<?>> touchesTheWorld() {
        Set<String> touches =
                Set.of(
                        "java.lang.System.out",
                        "java.lang.System.err",
                        "java.lang.System.in",
                        "java.lang.System.exit",
                        "java.lang.System.getenv",
                        "java.lang.System.getProperty",
                        "java.lang.System.currentTimeMillis",
                        "java.util.Locale.getDefault");
        return describe(
                "touches streams, environment, clock or locale",
                access -> {
                    String owner = access.getTargetOwner().getName();
                    String name = access.getTarget().getName();
                    return switch (access.getTarget()) {
                        case CodeUnitCallTarget call when isWallClock(owner, name, call) -> true;
                        case CodeUnitCallTarget ignored -> touches.contains(owner + "." + name);
                        case FieldAccessTarget ignored -> touches.contains(owner + "." + name);
                        default -> false;
                    };
                });
    }

    /// `Instant.now()` and its kin; `Instant.now(clock)` is welcome.
    private static boolean isWallClock(String owner, String name, CodeUnitCallTarget call) {
        return owner.startsWith("java.time.")
                && name.equals("now")
                && call.getRawParameterTypes().isEmpty();
    }

    /// Names are packages, or one top-level class with what is nested in it.
    private static DescribedPredicate<JavaClass> areNotIn(Set<String> names) {
        return describe(
                "are not in " + names,
                type -> {
                    String topLevel = ours(type.getName()).replaceFirst("\\$.*", "");
                    return !names.contains(topLevel)
                            && !names.contains(ours(type.getPackageName()));
                });
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("poolmon.");
    }

    private static String ours(String name) {
        return name.replaceFirst("^poolmon\\.", "");
    }
}
