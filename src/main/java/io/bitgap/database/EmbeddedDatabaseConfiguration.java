package io.bitgap.database;

import io.bitgap.settings.Role;
import io.bitgap.settings.Settings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Without {@code SPRING_DATASOURCE_URL} the embedded database is what Spring connects to. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${spring.datasource.url:}'.isBlank()")
class EmbeddedDatabaseConfiguration {
    @Bean
    EmbeddedDatabase embeddedDatabase(Settings settings) {
        if (settings.role() != Role.ALL) {
            throw new DatabaseUnavailable(
                    "The role " + settings.role().name().toLowerCase(java.util.Locale.ROOT)
                            + " shares its database with other processes, and the embedded one serves those of one service.",
                    "Name a PostgreSQL with SPRING_DATASOURCE_URL (SPRING_DATASOURCE_USERNAME,"
                            + " SPRING_DATASOURCE_PASSWORD), or run everything on one machine with BITGAP_ROLE=all.",
                    null);
        }
        return EmbeddedDatabase.start(settings.dataDirectory());
    }

    @Bean
    JdbcConnectionDetails embeddedConnection(EmbeddedDatabase database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.url();
            }

            @Override
            public String getUsername() {
                return EmbeddedDatabase.SERVICE;
            }

            @Override
            public String getPassword() {
                return database.servicePassword();
            }
        };
    }

    @Bean
    FlywayConnectionDetails embeddedOwner(EmbeddedDatabase database) {
        return new FlywayConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.url();
            }

            @Override
            public String getUsername() {
                return EmbeddedDatabase.OWNER;
            }

            @Override
            public String getPassword() {
                return database.password();
            }
        };
    }
}
