package io.bitgap.comparison.web;

import io.bitgap.json.JsonText;
import io.bitgap.problem.WordParameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** The format of a table: by name, else by the {@code Accept} header. */
enum TableFormat {
    JSON(MediaType.APPLICATION_JSON, "json"),
    CSV(new MediaType("text", "csv", StandardCharsets.UTF_8), "csv"),
    MARKDOWN(new MediaType("text", "markdown", StandardCharsets.UTF_8), "md"),
    LATEX(new MediaType("text", "x-tex", StandardCharsets.UTF_8), "tex"),
    /** A browser without a wish: the page that has the table. */
    PAGE(MediaType.TEXT_HTML, "html");

    /** Names that are understood beside those that sentences list. */
    private static final Map<String, String> SHORT = Map.of("md", "markdown", "tex", "latex");

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
     * The form that is asked for: by name, without one by type.
     *
     * @param headers whose Accept is looked at where there is no name; JSON if there is none either
     * @param offered what there is beside the page
     * @throws io.bitgap.problem.InvalidParameter for another name
     * @throws HttpMediaTypeNotAcceptableException where the header names nothing that is offered, or cannot be read
     */
    static TableFormat wanted(@Nullable String name, HttpHeaders headers, List<TableFormat> offered)
            throws HttpMediaTypeNotAcceptableException {
        if (name != null && !name.isBlank()) {
            return WordParameter.of("format", JsonText::of, offered).read(SHORT.getOrDefault(name, name), JSON);
        }
        List<MediaType> accepted = byPreference(headers, offered);
        if (accepted.isEmpty()) {
            return JSON;
        }
        List<TableFormat> possible = new ArrayList<>(offered);
        possible.add(PAGE);
        return accepted.stream()
                .filter(wanted -> wanted.getQualityValue() > 0)
                .flatMap(wanted -> possible.stream().filter(format -> wanted.includes(format.type)))
                .findFirst()
                .orElseThrow(() -> notAcceptable(offered));
    }

    private static List<MediaType> byPreference(HttpHeaders headers, List<TableFormat> offered)
            throws HttpMediaTypeNotAcceptableException {
        try {
            List<MediaType> types = new ArrayList<>(headers.getAccept());
            MimeTypeUtils.sortBySpecificity(types);
            types.sort(Comparator.comparingDouble(MediaType::getQualityValue).reversed());
            return types;
        } catch (InvalidMediaTypeException | InvalidMimeTypeException unreadable) {
            throw notAcceptable(offered);
        }
    }

    private static HttpMediaTypeNotAcceptableException notAcceptable(List<TableFormat> offered) {
        return new HttpMediaTypeNotAcceptableException(
                offered.stream().map(TableFormat::type).toList());
    }
}
