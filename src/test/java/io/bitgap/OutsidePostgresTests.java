package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.experiment.Experiments;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

@Testcontainers(disabledWithoutDocker = true)
class OutsidePostgresTests {
    /** While the image prepares its database, it listens on a socket only. */
    @Container
    static final PostgreSQLContainer POSTGRES =
            new PostgreSQLContainer("postgres:18").waitingFor(Wait.forListeningPort());

    @TempDir
    Path data;

    @Test
    void anOutsidePostgresIsMigratedAndUsedAndNoEmbeddedOneStarts() {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                Bitgap.class,
                "--bitgap.role=web",
                "--bitgap.quickstart=true",
                "--bitgap.data-dir=" + data,
                "--server.port=0",
                "--spring.datasource.url=" + POSTGRES.getJdbcUrl(),
                "--spring.datasource.username=" + POSTGRES.getUsername(),
                "--spring.datasource.password=" + POSTGRES.getPassword())) {
            assertThat(context.getBean(Experiments.class).latest(50).total()).isEqualTo(1);
            assertThat(data.resolve("postgres")).doesNotExist();
        }
    }
}
