package io.bitgap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Gives every Spring test context a fresh database and data directory, unless the test sets its own. */
class TestDatabaseCustomizer implements ContextCustomizerFactory {
    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        return FreshDatabase.INSTANCE;
    }

    /** One instance, so that it does not keep contexts from being shared. */
    private enum FreshDatabase implements ContextCustomizer {
        INSTANCE;

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            var sources = context.getEnvironment().getPropertySources();
            if (!context.getEnvironment().containsProperty("spring.datasource.url")) {
                String url = TestDatabase.migrated();
                sources.addFirst(new MapPropertySource(
                        "test-database",
                        Map.of("spring.datasource.url", url, "spring.flyway.url", TestDatabase.asOwner(url))));
            }
            if (setByTest(merged, "bitgap.worker.own-process") == null) {
                // what tests play or watch, they play and watch in their own process
                sources.addFirst(new MapPropertySource("test-process", Map.of("bitgap.worker.own-process", false)));
            }
            if (setByTest(merged, "bitgap.data-dir") == null) {
                sources.addFirst(new MapPropertySource("test-data-dir", Map.of("bitgap.data-dir", dataDirectory())));
            }
        }

        private static @Nullable String setByTest(MergedContextConfiguration merged, String property) {
            for (String inlined : merged.getPropertySourceProperties()) {
                if (inlined.startsWith(property + "=")) {
                    return inlined;
                }
            }
            return null;
        }

        private static String dataDirectory() {
            try {
                return Files.createTempDirectory("bitgap-test").toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
