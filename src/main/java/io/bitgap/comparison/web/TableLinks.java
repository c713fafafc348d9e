package io.bitgap.comparison.web;

import io.bitgap.comparison.MeasuredValue;
import io.bitgap.comparison.TableStyle;
import io.bitgap.listing.ByteOrderMark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The links of a table: to its page and to its files, with the current selection.
 *
 * @param page path of the page
 * @param data path of the table's other forms
 * @param experiments what else the address names; empty where the path says it
 */
public record TableLinks(String page, String data, List<String> experiments, TableStyle style, MeasuredValue value) {
    /** Its page's address, with what differs from the usual arrangement. */
    public String self() {
        return to(page).build().toString();
    }

    public String file(String format) {
        UriComponentsBuilder uri = to(data).queryParam("format", format);
        if (format.equals("csv")) {
            uri.queryParam(ByteOrderMark.PARAMETER, true);
        }
        return uri.build().toString();
    }

    /** What may be chosen for the value: last, best, and every epoch that quantized runs have. */
    public List<String> values(int epochs) {
        return Stream.concat(
                        Stream.of("last", "best"),
                        IntStream.rangeClosed(1, epochs).mapToObj(epoch -> "epoch-" + epoch))
                .toList();
    }

    private UriComponentsBuilder to(String path) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path);
        List<String> slugs = new ArrayList<>(experiments);
        if (!slugs.isEmpty()) {
            uri.queryParam("experiments", String.join(",", slugs));
        }
        if (style != TableStyle.PAPER_VS_OURS) {
            uri.queryParam("style", style.word());
        }
        if (!value.equals(MeasuredValue.LAST)) {
            uri.queryParam("value", value.word());
        }
        return uri;
    }
}
