package io.bitgap.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.JacksonMixin;
import org.springframework.http.ProblemDetail;

/** In which order the members of a problem document are written, those that we add beside the standard's. */
@JacksonMixin(ProblemDetail.class)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance"})
interface ProblemMembers {
    @JsonAnyGetter
    @Nullable
    Map<String, Object> getProperties();
}
