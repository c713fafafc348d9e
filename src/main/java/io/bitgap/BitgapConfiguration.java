package io.bitgap;

import io.bitgap.dataset.Datasets;
import io.bitgap.settings.Settings;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Beans of rooms that know no Spring. */
@Configuration(proxyBeanMethods = false)
class BitgapConfiguration {
    /** What a metric's disk is called tells where the service lies. */
    @Bean
    MeterFilter metricsWithoutPaths() {
        return MeterFilter.ignoreTags("path");
    }

    @Bean
    Datasets datasets(Settings settings) {
        return new Datasets(settings.dataDirectory().resolve("datasets"), settings.datasetPaths());
    }

    /** Has the log say at the start which data sets cannot be used. To list large ones takes a while; nothing else waits for it. */
    @EventListener
    void checkDatasets(ApplicationReadyEvent ready) {
        Datasets datasets = ready.getApplicationContext().getBean(Datasets.class);
        Thread check = new Thread(datasets::entries, "check-datasets");
        check.setDaemon(true);
        check.start();
    }
}
