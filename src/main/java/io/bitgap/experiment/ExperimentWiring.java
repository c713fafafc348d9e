package io.bitgap.experiment;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExperimentWiring {
    @Bean
    Ids ids() {
        return UuidCreator::getTimeOrderedEpochPlus1;
    }
}
