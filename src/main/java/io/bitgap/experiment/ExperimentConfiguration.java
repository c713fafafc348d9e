package io.bitgap.experiment;

import com.github.f4b6a3.uuid.UuidCreator;
import io.bitgap.format.IdGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExperimentConfiguration {
    @Bean
    IdGenerator ids() {
        return UuidCreator::getTimeOrderedEpochPlus1;
    }
}
