package io.bitgap.retention.web;

import io.bitgap.problem.InvalidParameter;
import io.bitgap.retention.Retention;
import io.bitgap.retention.RetentionSettings;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /retention} says what {@code POST /retention} would remove. */
@RestController
@RequestMapping(path = "/retention", produces = MediaType.APPLICATION_JSON_VALUE)
class RetentionController {
    private static final int MAX_DAYS = 36_500;

    private final Retention retention;
    private final RetentionSettings settings;

    RetentionController(Retention retention, RetentionSettings settings) {
        this.retention = retention;
        this.settings = settings;
    }

    /** @param olderThanDays age from which checkpoints would lose their files; without it, the one that is set */
    @Operation(summary = "What old checkpoints hold and what would be removed; changes nothing")
    @GetMapping
    RetentionDocument dryRun(@RequestParam @Nullable Integer olderThanDays) {
        int days = days(olderThanDays);
        return RetentionDocument.of(days, settings.automatic(), retention.store(), retention.plan(days));
    }

    @Operation(summary = "Remove the files of old checkpoints")
    @PostMapping
    RemovalDocument remove(@RequestParam @Nullable Integer olderThanDays) {
        int days = days(olderThanDays);
        return RemovalDocument.of(days, retention.apply(days));
    }

    private int days(@Nullable Integer asked) {
        if (asked == null) {
            return settings.days();
        }
        if (asked < 0 || asked > MAX_DAYS) {
            throw new InvalidParameter(
                    "olderThanDays",
                    "olderThanDays is a number of days from 0 to " + MAX_DAYS + ", not " + asked + ".");
        }
        return asked;
    }
}
