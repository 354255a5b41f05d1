package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.Tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What `mvn package -Pdist` hands out works where it is installed, without a Java beside it.
@Tag("dist")
class PackagesIT {
    private static final Path DIST =
            Path.of(System.getProperty("poolmon.dist", "target/dist")).toAbsolutePath();

    @TempDir private Path somewhere;

    @Test
    void theSumsAreThoseOfTheFiles() throws Exception {
        Tool.Result result =
                Tool.demand("sh")
                        .run("-c", "cd \"$1\" && sha256sum -c SHA256SUMS", "sh", text(DIST));
        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(result.text()).contains(".deb: OK", ".tar.gz: OK", ".cdx.json: OK");
    }

    @Test
    void theBillOfMaterialsNamesWhatIsInTheJar() throws Exception {
        assertThat(Files.readString(made("*.cdx.json")))
                .contains(
                        "CycloneDX", "pkg:maven/info.picocli/picocli@", "pkg:maven/org.postgresql")
                .doesNotContain("junit");
    }

    @Test
    void theArchiveRunsWhereItIsUnpacked() throws Exception {
        unpack("opt");
        Image image = new Image(somewhere.resolve("opt"));

        runsWithEveryCache(image);
        assertThat(image.home().resolve("share/man/man1/poolmon-pools.1")).exists();
        assertThat(image.home().resolve("share/completions/_poolmon")).exists();
        assertThat(image.home().resolve("share/examples/systemd/poolmon.service")).exists();
        assertThat(image.home().resolve("LICENSE")).exists();
    }

    @Test
    void lintianFindsNothingThatIsNotOverriddenForAReason() throws Exception {
        Tool.Result result =
                Tool.demand("lintian")
                        .run("--allow-root", "--fail-on", "error,warning", text(made("*.deb")));
        assertThat(result.text()).doesNotContain("E: ", "W: ");
        assertThat(result.exit()).as(result.text()).isZero();
    }

    /// In a root of its own, whose package database knows nothing but the two libraries that the
    /// package depends on: a dependency on anything more would fail.
    @Test
    void theDebianPackageIsInstalledUpgradedAndRemoved() throws Exception {
        assumeThat("root".equals(System.getProperty("user.name")))
                .as("dpkg installs only as root")
                .isTrue();
        Path root = somewhere.resolve("root");
        Path database = root.resolve("var/lib/dpkg");
        Files.createDirectories(database.resolve("info"));
        Files.createDirectories(database.resolve("updates"));
        Tool.Result known = Tool.demand("dpkg-query").run("-s", "libc6", "zlib1g");
        Files.writeString(database.resolve("status"), known.text());

        dpkg(root, "--install", text(made("*.deb")));
        Image installed = new Image(root.resolve("usr/lib/poolmon"));
        runsWithEveryCache(installed);
        runsFromThePath(root);
        unitsAreRight(root);
        completionsAreInTheirPlaces(root);

        dpkg(root, "--install", text(newer()));
        assertThat(Tool.demand("dpkg-query").run("--root=" + root, "-W", "poolmon").text())
                .endsWith("-2\n");
        runsFromThePath(root);

        dpkg(root, "--purge", "poolmon");
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.filter(file -> text(file).contains("poolmon"))).isEmpty();
        }
    }

    /// The job as GitLab would run it: the archive is fetched and unpacked, and what poolmon finds
    /// decides.
    @Test
    void theGitLabJobFailsWhereAPoolIsDegraded() throws Exception {
        Path project = Files.createDirectories(somewhere.resolve("project"));
        Files.copy(Path.of("packaging/ci/gitlab-ci.yml"), project.resolve(".gitlab-ci.yml"));
        Tool git = Tool.demand("git");
        git.run("-C", text(project), "init", "--quiet", "--initial-branch=main");
        git.run("-C", text(project), "add", "--all");
        git.run("-C", text(project), "remote", "add", "origin", "https://gitlab.example/a/b.git");

        try (var healthy = CannedPools.withCheckedOut(1);
                var degraded = CannedPools.withCheckedOut(9)) {
            Tool.Result good = job(project, healthy.url());
            assertThat(good.text()).contains("json schema validated").contains("HEALTHY");
            assertThat(good.exit()).as(good.text()).isZero();

            Tool.Result bad = job(project, degraded.url());
            assertThat(bad.text()).contains("DEGRADED");
            assertThat(bad.exit()).as(bad.text()).isNotZero();
        }
    }

    private static Tool.Result job(Path project, String url) throws Exception {
        // the job waits for a minute; here one look is enough
        Path file = project.resolve(".gitlab-ci.yml");
        Files.writeString(file, Files.readString(file).replace("--wait 60s", "--wait 1ms"));
        Tool runner = Tool.demand("gitlab-ci-local");
        // it takes a folder by its relative path only
        return Tool.demand("sh")
                .run(
                        "-c",
                        "cd \"$1\" && shift && exec \"$@\"",
                        "sh",
                        text(project),
                        text(runner.path().orElseThrow()),
                        "--no-color",
                        "--variable",
                        "POOLMON_ARCHIVE=file://" + made("*.tar.gz"),
                        "--variable",
                        "SERVICE_URL=" + url,
                        "poolmon");
    }

    private void unpack(String folder) throws Exception {
        Path place = Files.createDirectories(somewhere.resolve(folder));
        Tool.Result result =
                Tool.demand("tar")
                        .run(
                                "xzf",
                                text(made("*.tar.gz")),
                                "--strip-components=1",
                                "-C",
                                text(place));
        assertThat(result.exit()).as(result.text()).isZero();
    }

    /// A JVM that must use a cache does not start where it does not fit the jar any more.
    private static void runsWithEveryCache(Image image) throws Exception {
        assertThat(image.caches()).contains("pools", "db", "version", "other");
        for (String cache : image.caches()) {
            String[] command =
                    switch (cache) {
                        case "version" -> new String[] {"--version"};
                        case "other" -> new String[] {"--help"};
                        default -> new String[] {cache, "--help"};
                    };
            Image.Result result = image.runWith("-XX:AOTMode=on", command);
            assertThat(result.err()).as(cache).isEmpty();
            assertThat(result.exit()).as(cache).isZero();
        }
    }

    /// By its name, with a path on which there is nothing but what the launcher calls.
    private void runsFromThePath(Path root) throws Exception {
        Path tools = Files.createDirectories(somewhere.resolve("tools"));
        for (String name : List.of("readlink", "stty")) {
            if (!Files.exists(tools.resolve(name))) {
                Files.copy(
                        Tool.demand(name).path().orElseThrow().toRealPath(), tools.resolve(name));
                assertThat(tools.resolve(name).toFile().setExecutable(true)).isTrue();
            }
        }
        Map<String, String> path = Map.of("PATH", root.resolve("usr/bin") + ":" + tools);
        Path shell = Path.of("/bin/sh");
        Image.Result java = Image.run(shell, somewhere, path, "-c", "command -v java");
        assertThat(java.exit()).as("there is no java").isNotZero();
        Image.Result result = Image.run(shell, somewhere, path, "-c", "poolmon --version");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("poolmon ");
        assertThat(result.exit()).isZero();
    }

    /// The units as systemd reads them; the program stands in another root here.
    private void unitsAreRight(Path root) throws Exception {
        Path copies = Files.createDirectories(somewhere.resolve("units"));
        List<String> arguments = new ArrayList<>(List.of("--man=no", "verify"));
        for (String name :
                List.of("poolmon.service", "poolmon-check.service", "poolmon-check.timer")) {
            String unit = Files.readString(root.resolve("usr/lib/systemd/system").resolve(name));
            Path copy = copies.resolve(name);
            Files.writeString(copy, unit.replace("/usr/bin/poolmon", root + "/usr/bin/poolmon"));
            arguments.add(text(copy));
        }
        Tool analyze = Tool.demand("systemd-analyze");
        assertThat(analyze.run(arguments.toArray(String[]::new))).isEqualTo(new Tool.Result(0, ""));
        // of 100; a unit without any protection has 96
        Tool.Result exposure =
                analyze.run(
                        "security",
                        "--offline=yes",
                        "--threshold=20",
                        text(copies.resolve("poolmon.service")));
        assertThat(exposure.exit()).as(exposure.text()).isZero();
    }

    private static void completionsAreInTheirPlaces(Path root) {
        assertThat(root.resolve("usr/share/bash-completion/completions/poolmon")).exists();
        assertThat(root.resolve("usr/share/zsh/vendor-completions/_poolmon")).exists();
        assertThat(root.resolve("usr/share/fish/vendor_completions.d/poolmon.fish")).exists();
        assertThat(root.resolve("usr/share/man/man1/poolmon.1.gz")).exists();
    }

    /// The same package with the next revision, put together by Debian's own tool.
    private Path newer() throws Exception {
        Path unpacked = somewhere.resolve("newer");
        Tool deb = Tool.demand("dpkg-deb");
        deb.run("--raw-extract", text(made("*.deb")), text(unpacked));
        Path control = unpacked.resolve("DEBIAN/control");
        String text = Files.readString(control);
        Files.writeString(control, text.replaceFirst("(?m)^(Version: .*)-1$", "$1-2"));
        Path newer = somewhere.resolve("newer.deb");
        Tool.Result result = deb.run("-Znone", "--build", text(unpacked), text(newer));
        assertThat(result.exit()).as(result.text()).isZero();
        return newer;
    }

    private static void dpkg(Path root, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--root=" + root, "--force-script-chrootless"));
        all.addAll(List.of(arguments));
        Tool.Result result = Tool.demand("dpkg").run(all.toArray(String[]::new));
        assertThat(result.exit()).as(result.text()).isZero();
    }

    private static Path made(String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(DIST, pattern)) {
            return files.iterator().next();
        }
    }

    private static String text(Path path) {
        return path.toString();
    }
}
