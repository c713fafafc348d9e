package io.bitgap.database;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of all processes. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {
    @Bean(initMethod = "start")
    DatabaseTime databaseTime(DataSource database) throws SQLException {
        return new DatabaseTime(database, System::nanoTime);
    }

    @Bean
    Clock clock(DatabaseTime time) {
        return time.withZone(ZoneOffset.UTC);
    }
}
