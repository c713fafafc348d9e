package io.bitgap.experiment.web;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.DatasetEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A data set of the catalogue; where it cannot be used only its name, what it stands for and the reason are known. */
record DatasetItem(
        String name,

        @Schema(
                description =
                        "Why it cannot be used and what to do; everything that depends on its images is null then")
        @Nullable
        String problem,

        @Nullable String kind,
        @Nullable String sentence,
        @Nullable String source,
        @Nullable Integer height,
        @Nullable Integer width,

        @Schema(description = "Why images have this size", example = "given as #64x64; images are stretched to it")
        @Nullable
        String sizeFrom,

        @Nullable Integer classes,
        @Nullable Integer trainExamples,
        @Nullable Integer testExamples,

        @Schema(
                description =
                        "The data set whose published numbers stand beside its own, where it was said to stand for another")
        @Nullable
        String published,

        @Schema(description = "Of its images, once this process has loaded it") @Nullable
        String checksum) {

    static DatasetItem of(DatasetEntry entry) {
        return new DatasetItem(
                entry.name(),
                entry.problem(),
                known(entry, DatasetDescription::kind),
                known(entry, DatasetDescription::sentence),
                known(entry, DatasetDescription::source),
                known(entry, DatasetDescription::height),
                known(entry, DatasetDescription::width),
                known(entry, DatasetDescription::sizeFrom),
                known(entry, DatasetDescription::classes),
                known(entry, DatasetDescription::trainExamples),
                known(entry, DatasetDescription::testExamples),
                entry.published(),
                entry.checksum());
    }

    private static <T> @Nullable T known(DatasetEntry entry, Function<DatasetDescription, T> what) {
        return Optional.ofNullable(entry.description()).map(what).orElse(null);
    }
}
