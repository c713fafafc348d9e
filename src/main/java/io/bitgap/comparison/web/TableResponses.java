package io.bitgap.comparison.web;

import io.bitgap.comparison.ComparisonTable;
import io.bitgap.comparison.CsvTable;
import io.bitgap.comparison.LatexTable;
import io.bitgap.comparison.MarkdownTable;
import io.bitgap.listing.ByteOrderMark;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** Writes a table in the requested format. */
final class TableResponses {
    private TableResponses() {}

    /**
     * @param format by name; null to go by the Accept header
     * @param headers of the request
     * @throws HttpMediaTypeNotAcceptableException where the header names no form that a table has
     */
    static TableFormat wanted(@Nullable String format, HttpHeaders headers) throws HttpMediaTypeNotAcceptableException {
        return TableFormat.wanted(
                format, headers, List.of(TableFormat.JSON, TableFormat.CSV, TableFormat.MARKDOWN, TableFormat.LATEX));
    }

    /**
     * @param mark whether a CSV file begins with a byte order mark
     * @param name what a file and a label are called, without its extension
     * @param page where a browser finds the table
     */
    static ResponseEntity<Object> of(
            ComparisonTable table, TableFormat wanted, boolean mark, String name, String page) {
        return switch (wanted) {
            case PAGE ->
                ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(page))
                        .varyBy(HttpHeaders.ACCEPT)
                        .build();
            case JSON -> answer(wanted).body(table);
            case CSV -> file(wanted, name).body(ByteOrderMark.of(mark) + CsvTable.of(table));
            case MARKDOWN -> file(wanted, name).body(MarkdownTable.of(table));
            case LATEX -> file(wanted, name).body(LatexTable.of(table, name));
        };
    }

    private static ResponseEntity.BodyBuilder answer(TableFormat format) {
        return ResponseEntity.ok().contentType(format.type()).varyBy(HttpHeaders.ACCEPT);
    }

    private static ResponseEntity.BodyBuilder file(TableFormat format, String name) {
        return answer(format)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + "." + format.extension())
                                .build()
                                .toString());
    }
}
