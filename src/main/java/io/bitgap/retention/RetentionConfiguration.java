package io.bitgap.retention;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

    /** Done by one of the workers, whose queue knows when it was done last. */
    @Bean
    @ConditionalOnProperty(name = "bitgap.retention.automatic", havingValue = "true")
    RecurringTask<Void> removeOldFiles(Retention retention, RetentionSettings settings) {
        return Tasks.recurring("retention", FixedDelay.of(RetentionSettings.INTERVAL))
                .execute((instance, context) -> retention.apply(settings.days()));
    }
}
