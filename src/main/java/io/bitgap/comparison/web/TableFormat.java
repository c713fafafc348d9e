package io.bitgap.comparison.web;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** In which form a table is asked for: by name, else by the Accept header. */
enum TableFormat {
    JSON(MediaType.APPLICATION_JSON, "json"),
    CSV(new MediaType("text", "csv", java.nio.charset.StandardCharsets.UTF_8), "csv"),
    MARKDOWN(new MediaType("text", "markdown", java.nio.charset.StandardCharsets.UTF_8), "md"),
    LATEX(new MediaType("text", "x-tex", java.nio.charset.StandardCharsets.UTF_8), "tex"),
    /** A browser without a wish: the page that has the table. */
    PAGE(MediaType.TEXT_HTML, "html");

    private final MediaType type;
    private final String extension;

    TableFormat(MediaType type, String extension) {
        this.type = type;
        this.extension = extension;
    }

    MediaType type() {
        return type;
    }

    String extension() {
        return extension;
    }

    /**
     * @param name json, csv, markdown or latex; null to go by the types
     * @param accepted types of the Accept header; JSON if there are none
     * @throws Problem (422) for another name
     */
    static Optional<TableFormat> of(@Nullable String name, List<MediaType> accepted) {
        if (name != null) {
            return Optional.of(named(name));
        }
        if (accepted.isEmpty()) {
            return Optional.of(JSON);
        }
        List<MediaType> byPreference = new java.util.ArrayList<>(accepted);
        MimeTypeUtils.sortBySpecificity(byPreference);
        byPreference.sort(
                java.util.Comparator.comparingDouble(MediaType::getQualityValue).reversed());
        return byPreference.stream()
                .filter(wanted -> wanted.getQualityValue() > 0)
                .flatMap(wanted -> List.of(values()).stream().filter(format -> wanted.includes(format.type)))
                .findFirst();
    }

    private static TableFormat named(String name) {
        return switch (name) {
            case "json" -> JSON;
            case "csv" -> CSV;
            case "markdown", "md" -> MARKDOWN;
            case "latex", "tex" -> LATEX;
            default ->
                throw refused("There is no table format \"" + name + "\"; ask for json, csv, markdown or latex.");
        };
    }

    private static Problem refused(String detail) {
        return new Problem(
                Problem.Kind.UNPROCESSABLE,
                "unknown-format",
                detail,
                List.of(new FieldProblem("/format", "unknown-format", detail)));
    }
}
