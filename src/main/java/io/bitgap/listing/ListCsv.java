package io.bitgap.listing;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * A list as a CSV file (RFC 4180). It is complete before any of it is sent: what goes wrong is answered as an error, and a client
 * that reads slowly keeps no transaction open.
 */
public final class ListCsv {
    private ListCsv() {}

    /** Hands out every row, in turn. */
    public interface Rows<R> {
        void forEach(Consumer<R> action);
    }

    /**
     * Every row of a list with the columns that its URL asks for, and in front of them its id.
     *
     * @param what the file's name begins with
     * @param mark whether a byte order mark comes first
     */
    public static <R> void write(
            HttpServletResponse response,
            String what,
            Instant now,
            boolean mark,
            List<? extends Column<R>> columns,
            Function<R, UUID> id,
            Rows<R> rows)
            throws IOException {
        List<String> header = new ArrayList<>(List.of("id"));
        columns.forEach(column -> header.add(column.word()));
        write(
                response,
                what,
                now,
                mark,
                header,
                csv -> rows.forEach(row -> {
                    List<String> line = new ArrayList<>(List.of(id.apply(row).toString()));
                    columns.forEach(column -> line.add(field(column.value(row))));
                    csv.writeRecord(line);
                }));
    }

    /** Hands out every line, in turn. */
    public interface Lines {
        void writeTo(CsvWriter csv) throws IOException;
    }

    /**
     * @param what the file's name begins with
     * @param mark whether a byte order mark comes first
     */
    public static void write(
            HttpServletResponse response, String what, Instant now, boolean mark, List<String> header, Lines lines)
            throws IOException {
        String name = what + "-" + LocalDate.ofInstant(now, ZoneOffset.UTC) + ".csv";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteOrderMark.of(mark).getBytes(StandardCharsets.UTF_8));
        try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            csv.writeRecord(header);
            lines.writeTo(csv);
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setContentLength(bytes.size());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        bytes.writeTo(response.getOutputStream());
    }

    /** Fractions with a point, times in ISO 8601, text that no spreadsheet runs. */
    public static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Double number ? SpreadsheetText.number(number) : plain(value);
    }

    private static String plain(Object value) {
        return value instanceof Number ? value.toString() : SpreadsheetText.safe(value.toString());
    }
}
