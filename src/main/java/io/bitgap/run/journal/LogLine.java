package io.bitgap.run.journal;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's log.
 *
 * @param line its number, from 1
 * @param attempt the attempt that it is about; null where it is about none
 */
public record LogLine(
        int line,
        Instant at,

        @Schema(description = "The attempt that it is about", nullable = true) @Nullable
        Integer attempt,

        LogLevel level,
        String text) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** {@code 2026-01-02T03:04:05.000Z INFO  [1] Training begins.} */
    public String plain() {
        return "%s %-5s %s %s".formatted(SECOND.format(at), level, attempt == null ? "[-]" : "[" + attempt + "]", text);
    }
}
