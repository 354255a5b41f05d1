package poolmon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Holds the house together: which package may know which. Not seen here: constants that the
/// compiler copies, and resources.
class ArchitectureTest {
    private static final Set<String> ALL =
            Set.of(
                    "model",
                    "files",
                    "rules",
                    "leaks",
                    "source",
                    "survey",
                    "columns",
                    "output",
                    "config",
                    "live",
                    "capacity",
                    "reference",
                    // a recording is gone back and forth in, which is more than a source does
                    "source.saved",
                    "exporter");

    /// Each package and what it may import of ours, beside itself. A package that is not named here
    /// is a violation, so that a new one has to say where it stands.
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("model", Set.of()),
                    Map.entry("rules", Set.of("model", "leaks", "capacity")),
                    Map.entry("series", Set.of()),
                    Map.entry("leaks", Set.of("model", "series")),
                    Map.entry("capacity", Set.of("model", "series")),
                    Map.entry(
                            "source",
                            Set.of(
                                    "model",
                                    "source.payload",
                                    "source.service",
                                    "source.postgres",
                                    "source.pgbouncer",
                                    "source.redis",
                                    "source.prometheus",
                                    "source.saved")),
                    // not in `model`: it opens what users name
                    Map.entry("files", Set.of("model")),
                    Map.entry("pem", Set.of("model", "files")),
                    Map.entry("source.http", Set.of("model", "pem")),
                    Map.entry("source.exposition", Set.of("model")),
                    Map.entry("source.json", Set.of("model")),
                    Map.entry("source.metrics", Set.of("model", "source.exposition")),
                    Map.entry(
                            "source.payload",
                            Set.of("model", "source.exposition", "source.metrics", "source.json")),
                    Map.entry(
                            "source.service",
                            Set.of(
                                    "model",
                                    "source.http",
                                    "source.payload",
                                    "source.metrics",
                                    "source.exposition")),
                    Map.entry("source.unixsocket", Set.of()),
                    Map.entry(
                            "source.postgres",
                            Set.of("model", "files", "pem", "source.unixsocket")),
                    // its console is reached and refuses as a server does
                    Map.entry("source.pgbouncer", Set.of("model", "source.postgres")),
                    Map.entry(
                            "source.redis",
                            Set.of("model", "pem", "source.http", "source.unixsocket")),
                    Map.entry(
                            "source.prometheus",
                            Set.of(
                                    "model",
                                    "source.http",
                                    "source.metrics",
                                    "source.exposition",
                                    "source.json")),
                    Map.entry(
                            "source.saved",
                            Set.of("model", "files", "source.payload", "source.json")),
                    Map.entry("survey", Set.of("model", "source", "rules")),
                    Map.entry("columns", Set.of("model")),
                    Map.entry("output", Set.of("model", "columns")),
                    // arithmetic only: when what is drawn will be full
                    Map.entry(
                            "live",
                            Set.of("model", "files", "columns", "survey", "capacity", "series")),
                    // it answers over TLS with a certificate in the form that `source.http` reads
                    Map.entry("exporter", Set.of("model", "output", "survey", "pem")),
                    Map.entry("config", Set.of("model", "files")),
                    Map.entry("reference", Set.of()),
                    Map.entry("cli", ALL));

    /// Each library and the packages that may know it.
    private static final Map<String, List<String>> MAY_USE =
            Map.of(
                    "picocli.", List.of("cli"),
                    "java.sql.", List.of("source.postgres", "source.pgbouncer"),
                    "org.postgresql.", List.of("source.postgres", "source.pgbouncer"),
                    "redis.clients.", List.of("source.redis"),
                    "dev.tamboui.", List.of("live"),
                    "org.jline.", List.of("live", "columns", "cli"),
                    "com.fasterxml.", List.of("output", "config", "exporter", "source.json"),
                    "io.prometheus.", List.of("exporter"));

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("poolmon");

    @Test
    void packagesImportOnlyWhatTheTableAllows() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass one : OURS) {
            String from = place(one);
            Set<String> allowed = MAY_IMPORT.get(from);
            if (allowed == null) {
                violations.add(one.getName() + " is in a package that the table does not name");
                continue;
            }
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("poolmon")) {
                    String to = place(target);
                    if (!to.equals(from) && !allowed.contains(to)) {
                        violations.add(from + " may not import " + to + ": " + one.getName());
                    }
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void librariesAreKnownOnlyWhereTheyBelong() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass one : OURS) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                String used = dependency.getTargetClass().getBaseComponentType().getName();
                MAY_USE.forEach(
                        (library, places) -> {
                            if (used.startsWith(library) && !places.contains(place(one))) {
                                violations.add(one.getName() + " may not use " + used);
                            }
                        });
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void onlyTheWorldTouchesTheWorld() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("poolmon.cli.Main")
                .and()
                .doNotHaveFullyQualifiedName("poolmon.cli.World")
                .should()
                .accessTargetWhere(reachesOutside())
                .check(OURS);
    }

    private static DescribedPredicate<JavaAccess<?>> reachesOutside() {
        Set<String> ofSystem =
                Set.of("out", "err", "in", "exit", "getenv", "getProperty", "currentTimeMillis");
        return DescribedPredicate.describe(
                "reaches for streams, environment, clock or locale",
                access ->
                        access.getTargetOwner().isEquivalentTo(System.class)
                                        && ofSystem.contains(access.getTarget().getName())
                                || access.getTargetOwner().isEquivalentTo(Instant.class)
                                        && access.getTarget().getName().equals("now")
                                || access.getTargetOwner().isEquivalentTo(Locale.class)
                                        && access.getTarget().getName().equals("getDefault"));
    }

    @Test
    void thereIsNoStaticState() {
        noFields()
                .that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .notBeFinal()
                .check(OURS);
    }

    @Test
    void noClassIsNamedForNothing() {
        noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)").check(OURS);
    }

    /// Its first use takes 14 ms of each start. Where a look reckons, [poolmon.model.Decimal] and
    /// [poolmon.model.Spans] do; what is not on its way may use `Duration`'s own.
    @Test
    void noLookWakesBigDecimal() {
        noClasses().should().dependOnClassesThat().belongToAnyOf(BigDecimal.class).check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackages("poolmon.live", "poolmon.exporter", "poolmon.survey")
                .should()
                .callMethod(Duration.class, "multipliedBy", long.class)
                .orShould()
                .callMethod(Duration.class, "dividedBy", long.class)
                .check(OURS);
    }

    @Test
    void packagesDoNotRunInCircles() {
        slices().matching("poolmon.(**)").should().beFreeOfCycles().check(OURS);
    }

    /// The package of a class below ours, for example `source.redis`.
    private static String place(JavaClass type) {
        String name = type.getPackageName();
        return name.equals("poolmon") ? "" : name.substring("poolmon.".length());
    }
}
