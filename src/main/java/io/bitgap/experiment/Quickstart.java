package io.bitgap.experiment;

import io.bitgap.account.Visibility;
import io.bitgap.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Gives an empty database its first experiment, so that there is something to look at after a first start. */
@Component
class Quickstart {
    private static final Logger LOG = LoggerFactory.getLogger(Quickstart.class);
    private static final String RESOURCE = "quickstart.json";
    /** Any constant: processes that start together on one empty database take turns. */
    private static final long LOCK = 0x62_69_74_67_61_70L;

    private final Experiments experiments;
    private final ExperimentRepository stored;
    private final JdbcClient jdbc;
    private final Settings settings;

    Quickstart(Experiments experiments, ExperimentRepository stored, JdbcClient jdbc, Settings settings) {
        this.experiments = experiments;
        this.stored = stored;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void submitOnce() throws IOException {
        if (!settings.quickstart() || !settings.role().serves()) {
            return;
        }
        jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(rows -> {});
        if (stored.count() > 0) {
            return;
        }
        try (InputStream spec = new ClassPathResource(RESOURCE).getInputStream()) {
            ExperimentView first = experiments.submit(JsonMapper.shared().readTree(spec), Visibility.EVERYONE);
            LOG.info(
                    "Submitted the first experiment, /experiments/{} ({} runs); --bitgap.quickstart=false leaves it out",
                    first.slug(),
                    first.progress().total());
        }
    }
}
