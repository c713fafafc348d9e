package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;

/** A form whose body was read as any other, within limits of time and size: Tomcat's own reading of it has no limit of time. */
final class FormParameters extends HttpServletRequestWrapper {
    /** As for addresses. */
    private static final int MOST = 1000;

    private final Map<String, String[]> parameters = new LinkedHashMap<>();

    private FormParameters(HttpServletRequest request, byte[] form) {
        super(request);
        Parameters decoded = new Parameters();
        decoded.setLimit(MOST);
        decoded.setCharset(StandardCharsets.UTF_8);
        String query = request.getQueryString();
        if (query != null) {
            byte[] address = query.getBytes(StandardCharsets.UTF_8);
            decoded.processParameters(address, 0, address.length);
        }
        decoded.processParameters(form, 0, form.length);
        for (String name : Collections.list(decoded.getParameterNames())) {
            parameters.put(name, decoded.getParameterValues(name));
        }
    }

    /**
     * Reads its form, in UTF-8.
     *
     * @param limited reads its body within limits
     * @throws InvalidParameterException if it cannot be decoded, or has too many fields
     */
    static HttpServletRequest read(HttpServletRequest limited) throws IOException {
        byte[] form = limited.getInputStream().readAllBytes();
        return form.length == 0 ? limited : new FormParameters(limited, form);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }
}
