package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Tells browsers from scripts: a browser names text/html and prefers it or likes it as much as JSON; curl says {@code * / *}. */
final class HtmlPreference {
    private HtmlPreference() {}

    static boolean asks(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            double html = quality(types, MediaType.TEXT_HTML);
            return html > 0 && html >= quality(types, MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static double quality(List<MediaType> types, MediaType wanted) {
        return types.stream()
                .filter(type -> type.equalsTypeAndSubtype(wanted))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}
