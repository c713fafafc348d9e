package io.bitgap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseRolesTests {
    private final String url = TestDatabase.migrated();
    private final DataSource service = TestDatabase.source(url);
    private final DataSource owner = TestDatabase.source(TestDatabase.asOwner(url));

    @Test
    void theServiceUsesTheTablesOfMigrationsAndAddsToTheAuditOnly(CapturedOutput output) throws SQLException {
        JdbcClient.create(owner).sql("""
                        create table if not exists audit_entry (id int);
                        create table of_a_later_migration (word text);
                        create sequence later_ids;
                        """).update();
        DatabaseRoles roles = new DatabaseRoles(service);
        roles.settle(owner);

        JdbcClient jdbc = JdbcClient.create(service);
        jdbc.sql("insert into of_a_later_migration select nextval('later_ids')").update();
        assertThat(jdbc.sql("update of_a_later_migration set word = 'changed'").update())
                .isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from audit_entry")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select has_table_privilege('audit_entry', 'insert')")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(roles.protectAudit()).isTrue();
        assertThat(output).doesNotContain("the audit is not protected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set id = id",
                "delete from audit_entry",
                "truncate audit_entry",
                "drop table audit_entry",
                "alter table audit_entry disable row level security",
                "delete from flyway_schema_history",
                "create table of_its_own (id int)",
                "set role postgres",
                "alter role bitgap_service bypassrls"
            })
    void theServiceMayNot(String statement) throws SQLException {
        JdbcClient.create(owner)
                .sql("create table if not exists audit_entry (id int)")
                .update();
        new DatabaseRoles(service).settle(owner);

        assertThatThrownBy(() -> JdbcClient.create(service).sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .message()
                .containsAnyOf("permission denied", "must be owner", "Only roles with");
    }

    @Test
    void whereOneRoleDoesBothTheStartSaysThatTheAuditIsNotProtected(CapturedOutput output) throws SQLException {
        DatabaseRoles roles = new DatabaseRoles(owner);
        roles.settle(owner);
        assertThat(roles.protectAudit()).isFalse();
        assertThat(output)
                .containsOnlyOnce("the audit is not protected from it. Name the owner with SPRING_FLYWAY_USER");
    }

    @Test
    void aProcessThatHasTheServicesRoleOnlyStartsOnTablesThatAreThere() {
        DatabaseRoles roles = new DatabaseRoles(service);
        new SchemaHistory(roles, event -> {}).migrate(flyway(service));
        assertThat(roles.protectAudit()).isTrue();
    }

    @Test
    void aRoleThatOwnsNothingCannotMakeTheTablesAndTheStartSaysWhoCan() {
        DataSource empty = TestDatabase.source(TestDatabase.asService(TestDatabase.empty()));
        assertThatThrownBy(() -> new SchemaHistory(new DatabaseRoles(empty), event -> {}).migrate(flyway(empty)))
                .isInstanceOfSatisfying(
                        DatabaseUnavailable.class,
                        problem -> assertThat(problem.action()).startsWith("Name the owner with SPRING_FLYWAY_USER"))
                .hasMessageContaining("the role bitgap_service may not do that");
    }

    @Test
    void tablesOfALaterVersionAreLeftAlone() {
        JdbcClient jdbc = JdbcClient.create(owner);
        jdbc.sql("""
                        insert into flyway_schema_history select 1000, '1000', 'later', type, 'V1000__later.sql', 1, installed_by,
                          installed_on, execution_time, success from flyway_schema_history where installed_rank = 1
                        """).update();
        assertThatThrownBy(() -> new SchemaHistory(new DatabaseRoles(service), event -> {}).migrate(flyway(owner)))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage(
                        "The tables of the database were made by a later version of Bitgap (V1000__later.sql is unknown to"
                                + " this one); nothing in it was changed.");
    }

    private static Flyway flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load();
    }
}
