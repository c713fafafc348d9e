package io.bitgap.worker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The whole application with its worker, on a real database; only the training itself is played. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("application")
@SpringBootTest(properties = {"bitgap.role=all", "bitgap.worker.heartbeat=200ms"})
@Import({ScriptedWorkerTest.Training.class, QueuedRuns.class, SecondWorker.class})
@interface ScriptedWorkerTest {

    class Training {
        @Bean
        @Primary
        ScriptedTrainer scriptedTrainer() {
            return new ScriptedTrainer();
        }
    }
}
