package io.bitgap.worker;

import io.bitgap.artifact.Artifacts;
import io.bitgap.run.RunProgress;
import io.bitgap.settings.OnTraining;
import io.bitgap.settings.Settings;
import java.util.UUID;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What a process has that serves, and starts another one that trains. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnTraining.InOwnProcess.class)
@EnableConfigurationProperties({WorkerSettings.class, WorkerProcessSettings.class})
class WorkerProcessConfiguration {

    /** Claimed here and handed on, so that what the worker had is known to be its own when it has ended. */
    @Bean
    WorkerName workerName(Settings settings) {
        return WorkerName.claim(
                settings.dataDirectory(), () -> UUID.randomUUID().toString().substring(0, 8));
    }

    /** What the worker would refuse to start with is refused by the service, once. */
    @Bean
    InitializingBean workersMistakes(WorkerSettings settings, Artifacts artifacts) {
        return () -> {
            artifacts.checkWritable();
            settings.threads(Runtime.getRuntime().availableProcessors());
        };
    }

    @Bean
    DeadWorkerRecovery lostRuns(
            RunProgress work, JdbcClient jdbc, TransactionOperations transactions, WorkerSettings settings) {
        return new DeadWorkerRecovery(
                work, jdbc, transactions, new DeadSightings(settings.heartbeat(), System::nanoTime));
    }

    @Bean
    WorkerEnds workerEnds(JdbcClient jdbc, @Value("${spring.application.version:unknown}") String version) {
        return new WorkerEnds(jdbc, version);
    }

    /** Made while the tables are only just there, so that it must need nothing that needs them. */
    @Bean
    WorkerProcess workerProcess(
            ConfigurableEnvironment environment,
            JdbcConnectionDetails database,
            WorkerProcessSettings settings,
            WorkerName name,
            ObjectProvider<WorkerEnds> ends,
            ObjectProvider<DeadWorkerRecovery> lostRuns) {
        return new WorkerProcess(
                new WorkerCommand(environment, database, settings, name.value()),
                (end, inARow, pause) -> {
                    ends.getObject().record(name.value(), end, inARow, pause);
                    lostRuns.getObject().revive(name.value(), end.words());
                },
                () -> lostRuns.getObject().handBack(name.value()));
    }
}
