package io.bitgap.web;

import io.bitgap.format.Sha256;
import io.bitgap.listing.Page;
import io.bitgap.run.StateTagged;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds an ETag to every single resource that is read as JSON, and answers 304 where the client has it already. That of a run or
 * an experiment has two parts: {@link StateTagged#stateTag}, which {@code If-Match} of an action looks at, and the hash of the
 * content.
 */
@RestControllerAdvice
class EntityTags implements ResponseBodyAdvice<Object> {
    private static final int LENGTH = 16;

    private final JsonMapper json;

    EntityTags(JsonMapper json) {
        this.json = json;
    }

    /** Lists change too often, and files have their own. */
    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        Class<?> type = returned.getParameterType();
        return type != Page.class
                && type != ResponseEntity.class
                && returned.getMethod() != null
                && AnnotatedElementUtils.hasAnnotation(returned.getMethod(), RequestMapping.class);
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body == null
                || !type.isCompatibleWith(MediaType.APPLICATION_JSON)
                || !(request instanceof ServletServerHttpRequest asked)
                || !(response instanceof ServletServerHttpResponse answer)) {
            return body;
        }
        String tag = tag(body);
        // what has changed something is over: no condition makes it undone
        if (request.getMethod() != HttpMethod.GET && request.getMethod() != HttpMethod.HEAD) {
            answer.getHeaders().set(HttpHeaders.ETAG, tag);
            return body;
        }
        ServletWebRequest web = new ServletWebRequest(asked.getServletRequest(), answer.getServletResponse());
        return web.checkNotModified(tag) ? null : body;
    }

    private String tag(Object body) {
        String content = Sha256.of(json.writeValueAsBytes(body)).substring(0, LENGTH);
        return body instanceof StateTagged tagged
                ? "\"" + tagged.stateTag() + "." + content + "\""
                : "\"" + content + "\"";
    }
}
