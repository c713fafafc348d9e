package io.bitgap.queue;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.bitgap.settings.OnTraining;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The queue in every role: runs can be scheduled. */
@Configuration(proxyBeanMethods = false)
class QueueConfiguration {

    /** A process that does not train never executes: it has a client in place of a scheduler. */
    @Bean
    @Conditional(OnTraining.Elsewhere.class)
    SchedulerClient schedulerClient(DataSource dataSource) {
        return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .enablePriority()
                .build();
    }

    @Bean
    ExportQueue exportQueue(SchedulerClient scheduler, JdbcClient jdbc, Clock clock) {
        return new ExportQueue(scheduler, jdbc, clock);
    }

    @Bean
    RunQueue runQueue(SchedulerClient scheduler, JdbcClient jdbc, Clock clock) {
        return new RunQueue(scheduler, jdbc, clock);
    }
}
