package io.bitgap.quantizer.web;

import io.bitgap.quantizer.evaluation.QuantizerCurve;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The call of {@code POST /quantizers/{name}/evaluate} that a curve is drawn from, but for its evenly spaced input. */
@Component
class CurveRequest {
    private final JsonMapper mapper;

    CurveRequest(JsonMapper mapper) {
        this.mapper = mapper;
    }

    String json(QuantizerCurve curve) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("role", curve.request().role());
        request.put("bits", curve.request().bits());
        if (curve.request().shape() != null) {
            request.put("shape", curve.request().shape());
        }
        request.put("options", Objects.requireNonNullElse(curve.request().options(), Map.of()));
        request.put("parameters", Objects.requireNonNullElse(curve.request().parameters(), Map.of()));
        return mapper.writeValueAsString(request);
    }
}
