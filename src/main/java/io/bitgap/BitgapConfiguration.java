package io.bitgap;

import io.bitgap.dataset.Datasets;
import io.bitgap.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of rooms that know no Spring, and the clock. */
@Configuration(proxyBeanMethods = false)
class BitgapConfiguration {
    @Bean
    Clock clock() {
        // PostgreSQL keeps microseconds; a time is the same before and after it was stored
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Bean
    Datasets datasets(Settings settings) {
        return new Datasets(settings.dataDirectory().resolve("datasets"), settings.datasetPaths());
    }
}
