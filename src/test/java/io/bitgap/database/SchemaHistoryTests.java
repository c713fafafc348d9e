package io.bitgap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.Bitgap;
import io.bitgap.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of a version that was never released: the start ends with what to do, and nothing in it changes. */
@ExtendWith(OutputCaptureExtension.class)
class SchemaHistoryTests {
    /** Flyway's table as the first two of its seventeen scripts and the last left it, and a run. */
    private static final String UNRELEASED = """
            drop schema public cascade;
            create schema public;
            create table flyway_schema_history (
              installed_rank int primary key, version varchar(50), description varchar(200) not null, type varchar(20) not null,
              script varchar(1000) not null, checksum int, installed_by varchar(100) not null,
              installed_on timestamp not null default now(), execution_time int not null, success boolean not null);
            insert into flyway_schema_history values
              (1, '1', 'experiments', 'SQL', 'V1__experiments.sql', 1, 'postgres', now(), 1, true),
              (2, '2', 'published', 'SQL', 'V2__published.sql', 2, 'postgres', now(), 1, true),
              (3, '17', 'dashboard', 'SQL', 'V17__dashboard.sql', 3, 'postgres', now(), 1, true);
            create table run (id int primary key, plan jsonb);
            insert into run values (1, '{}');
            """;

    @TempDir
    Path data;

    @Test
    void aDatabaseOfAnUnreleasedVersionIsLeftAloneAndTheStartSaysWhatToDo(CapturedOutput output) {
        String url = TestDatabase.empty();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        JdbcClient jdbc = JdbcClient.create(source);
        jdbc.sql(UNRELEASED).update();
        List<Map<String, Object>> before = content(jdbc);

        assertThatThrownBy(() -> SpringApplication.run(
                                Bitgap.class,
                                "--bitgap.role=web",
                                "--bitgap.data-dir=" + data,
                                "--server.port=0",
                                "--spring.datasource.url=" + url)
                        .close())
                .hasRootCauseInstanceOf(DatabaseUnavailable.class);

        assertThat(output)
                .contains("The tables of the database were made by a version of Bitgap from before its first release,"
                        + " which this one cannot continue; nothing in it was changed.")
                .contains("another directory with BITGAP_DATA_DIR")
                .doesNotContain("\tat ");
        assertThat(content(jdbc)).isEqualTo(before);
    }

    /** Every table with its columns, and the rows of both. */
    private static List<Map<String, Object>> content(JdbcClient jdbc) {
        return jdbc.sql("""
                select table_name || '.' || column_name as content from information_schema.columns where table_schema = 'public'
                union all select h::text from flyway_schema_history h
                union all select r::text from run r
                order by content
                """).query().listOfRows();
    }
}
