package io.bitgap.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Browser tests run where a Chromium is installed; elsewhere a line says that they were skipped and what would run them. */
final class InstalledChromium implements ExecutionCondition {
    /** First the one without windows: it starts with a quarter of the work. */
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final String MISSING =
            "Browser tests are skipped: no Chromium is installed. apt-get install chromium-headless-shell, or name one in CHROMIUM.";

    /** {@code CHROMIUM}, else the first of the usual names on the path. */
    static Optional<Path> find() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (find().isPresent()) {
            return ConditionEvaluationResult.enabled("A Chromium is installed.");
        }
        System.out.println(MISSING);
        return ConditionEvaluationResult.disabled(MISSING);
    }
}
