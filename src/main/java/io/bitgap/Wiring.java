package io.bitgap;

import io.bitgap.dataset.Datasets;
import io.bitgap.settings.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of rooms that know no Spring, and the clock. */
@Configuration(proxyBeanMethods = false)
class Wiring {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @org.springframework.context.annotation.Lazy
    Datasets datasets(Settings settings) {
        return new Datasets(settings.dataDirectory().resolve("datasets"), settings.datasetPaths());
    }
}
