package io.bitgap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class EmbeddedDatabaseTests {
    /** Where one was started for the first time and stopped: with its binaries and its password. */
    @TempDir
    static Path used;

    @TempDir
    Path directory;

    @BeforeAll
    static void startForTheFirstTime() {
        EmbeddedDatabase.start(used).close();
    }

    @BeforeEach
    void shareTheBinaries() throws IOException {
        Files.createSymbolicLink(
                Files.createDirectories(directory.resolve("postgres")).resolve("binaries"),
                used.resolve("postgres/binaries"));
    }

    private void startedBefore() throws IOException {
        Path from = used.resolve("postgres");
        Path to = directory.resolve("postgres");
        Files.copy(from.resolve("password"), to.resolve("password"), StandardCopyOption.COPY_ATTRIBUTES);
        try (Stream<Path> files = Files.walk(from.resolve("cluster"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void keepsItsDataBetweenStartsAndLetsNobodyInWithoutThePassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            Sql.execute(database, "create table kept as select 'yes' as word");
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Sql.single(database, "show fsync")).isEqualTo("on");
        }
        Path password = directory.resolve("postgres/password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Sql.single(database, "select word from kept")).isEqualTo("yes");
        }
    }

    @Test
    void startsAgainAfterItsProcessWasKilledWithPostgresLeftRunning() throws Exception {
        Process process = startProcess();
        long pid = postmaster();
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage("Another Bitgap (process " + process.pid() + ") is using the data directory " + directory
                        + ".");

        process.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(pid)).isPresent();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Sql.single(database, "select word from kept")).isEqualTo("still here");
            assertThat(postmaster()).isNotEqualTo(pid);
        }
    }

    @Test
    void startsAgainAfterBothWereKilledAndThePidBelongsToSomethingElse() throws Exception {
        Process process = startProcess();
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        process.destroyForcibly().waitFor();
        postmaster.destroyForcibly();
        postmaster.onExit().get();
        Path pidFile = directory.resolve("postgres/cluster/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Sql.single(database, "select word from kept")).isEqualTo("still here");
        }
    }

    @Test
    void aFirstStartThatWasCutShortIsSetAsideAndDoneAgain() throws Exception {
        Path cluster = Files.createDirectories(directory.resolve("postgres/cluster"));
        Files.writeString(cluster.resolve("PG_VERSION"), "18");
        Path beingMade = Files.createFile(directory.resolve("postgres/first-start"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Sql.single(database, "select 'works'")).isEqualTo("works");
            assertThat(Sql.single(database, "show data_checksums")).isEqualTo("on");
        }
        assertThat(beingMade).doesNotExist();
        assertThat(Files.readString(cluster.resolve("PG_VERSION")).strip()).isEqualTo(Cluster.MAJOR);
        try (var entries = Files.list(directory.resolve("postgres"))) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("cluster-unfinished-"));
        }
    }

    @Test
    void aLostPasswordEndsTheStartAndAnEmptyFileGetsANewOne() throws Exception {
        startedBefore();
        Path password = directory.resolve("postgres/password");
        String lost = Files.readString(password);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            Sql.execute(database, "create table kept as select 'yes' as word");
        }
        Files.delete(password);
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOfSatisfying(
                        DatabaseUnavailable.class,
                        problem -> assertThat(problem.action()).contains("touch " + password))
                .hasMessageContaining("there is no " + password);

        Files.createFile(password);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Sql.single(database, "select word from kept")).isEqualTo("yes");
            assertThat(database.password()).isNotEqualTo(lost);
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", lost))
                    .hasMessageContaining("password authentication failed");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLostClusterIsNotReplacedByAnEmptyOne() throws Exception {
        Files.copy(used.resolve("postgres/password"), directory.resolve("postgres/password"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("are gone");
    }

    @Test
    void theServiceHasARoleOfItsOwnAlsoInAClusterThatWasMadeWithoutIt() throws Exception {
        startedBefore();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            Sql.execute(database, "drop role bitgap_service");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection service = DriverManager.getConnection(
                        database.url(), EmbeddedDatabase.SERVICE, database.servicePassword());
                Statement statement = service.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table of_its_own (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsNamedWithWhatToDo() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThatThrownBy(() -> EmbeddedDatabase.start(file.resolve("data")))
                .isInstanceOfSatisfying(
                        DatabaseUnavailable.class,
                        problem -> assertThat(problem.action()).contains("name another with BITGAP_DATA_DIR"))
                .hasMessageContaining("The data directory " + file.resolve("data") + " cannot be written");
    }

    @Test
    void aClusterOfAnotherPostgresIsNamedWithBothVersionsAndTheWayOut() throws Exception {
        startedBefore();
        Path version = directory.resolve("postgres/cluster/PG_VERSION");
        Files.writeString(version, "17\n");
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOfSatisfying(
                        DatabaseUnavailable.class,
                        problem -> assertThat(problem.action()).contains("java -jar bitgap.jar restore"))
                .hasMessageContaining("were made by PostgreSQL 17, and this Bitgap brings PostgreSQL 18");
        Files.writeString(version, "18\n");
        try (EmbeddedDatabase mended = EmbeddedDatabase.start(directory)) {
            assertThat(Sql.single(mended, "select 'works'")).isEqualTo("works");
        }
    }

    @Test
    void aCutControlFileIsToldInPostgresOwnWords() throws Exception {
        startedBefore();
        Path control = directory.resolve("postgres/cluster/global/pg_control");
        Files.write(control, Arrays.copyOf(Files.readAllBytes(control), 100));
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("pg_control");
    }

    @Test
    void aServerThatEndsByItselfIsStartedAgainAtTheSamePort() throws Exception {
        startedBefore();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            Sql.execute(database, "create table kept as select 'yes' as word");
            ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> Sql.single(database, "select word from kept"), "yes"::equals);
        }
        assertThat(directory.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
    }

    @Test
    void aDamagedPageIsFoundWhenItIsReadAndToldFromThenOn() throws Exception {
        startedBefore();
        Path table;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            Sql.execute(database, "create table kept as select repeat('x', 1000) as word from generate_series(1, 100)");
            table = directory
                    .resolve("postgres/cluster")
                    .resolve(Sql.single(database, "select pg_relation_filepath('kept')"));
        }
        byte[] pages = Files.readAllBytes(table);
        pages[4000] ^= 1;
        Files.write(table, pages);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            DatabaseTroubles troubles = Troubles.of(source(database), directory);
            assertThat(troubles.now()).isEmpty();
            assertThatThrownBy(() -> Sql.single(database, "select count(word) from kept"))
                    .satisfies(failure -> assertThat(DatabaseFault.of(failure)).hasValue(DatabaseFault.DAMAGED));
            await().atMost(Duration.ofSeconds(10))
                    .until(troubles::now, told -> told.equals(Optional.of(DatabaseFault.DAMAGED.sentence())));
        }
    }

    private static DataSource source(EmbeddedDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(EmbeddedDatabase.SERVICE);
        source.setPassword(database.servicePassword());
        return source;
    }

    @Test
    void aServerThatIsStillEndingIsWaitedFor() throws Exception {
        Process process = startProcess();
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        ProcessHandle lingering = postmaster
                .children()
                .filter(child -> child.info().command().orElse("").contains("postgres"))
                .findFirst()
                .orElseThrow();
        signal("STOP", lingering);
        process.destroyForcibly().waitFor();
        postmaster.destroyForcibly();
        postmaster.onExit().get();
        CompletableFuture<EmbeddedDatabase> start =
                CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(directory));
        Path log = directory.resolve("postgres/postgres.log");
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> Files.readString(log).contains("pre-existing shared memory block"));
        assertThat(start).isNotDone();
        signal("CONT", lingering);
        try (EmbeddedDatabase database = start.get()) {
            assertThat(Sql.single(database, "select word from kept")).isEqualTo("still here");
        }
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres/cluster/postmaster.pid"))
                .get(0));
    }

    private Process startProcess() throws IOException {
        startedBefore();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EmbeddedDatabaseProcess.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("ready")) {
                return process;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the process ended early: " + said);
    }
}
