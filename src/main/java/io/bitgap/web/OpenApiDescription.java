package io.bitgap.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code GET /v3/api-docs} says about the whole of it. */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {
    @Bean
    OpenAPI openApi(Layout layout) {
        return new OpenAPI()
                .info(new Info()
                        .title("Bitgap")
                        .version(layout.version())
                        .description("Quantization-aware training experiments as a service. Errors are"
                                + " application/problem+json with a code, a sentence and pointers to the fields."));
    }
}
