package io.bitgap;

import io.bitgap.experiment.StoredExperiment;
import io.bitgap.worker.QueuedRuns;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/**
 * The whole application without a worker, on a real database and at a real port; tests that use it share one context, so
 * what they add must differ from it in nothing.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("application")
@SpringBootTest(
        properties = {
            "bitgap.role=web",
            "bitgap.events.silence=100ms",
            "bitgap.datasets.mislaid=target/mislaid.zip#published=cifar10"
        },
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@Import({StoredExperiment.class, QueuedRuns.class})
public @interface WebRoleTest {}
