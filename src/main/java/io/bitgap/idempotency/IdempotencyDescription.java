package io.bitgap.idempotency;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the header in {@code GET /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class IdempotencyDescription {
    @Bean
    OpenApiCustomizer idempotencyKeyHeader() {
        return api -> api.getPaths().forEach((path, item) -> {
            if (IdempotencyFilter.creates(path) && item.getPost() != null) {
                item.getPost()
                        .addParametersItem(new HeaderParameter()
                                .name(IdempotencyFilter.KEY)
                                .required(false)
                                .schema(new StringSchema().minLength(1).maxLength(255))
                                .description("The same key with the same body within 24 hours gets the first answer"
                                        + " again (Idempotency-Replayed: true) and creates nothing; with another body"
                                        + " it is a 422. A request that was refused may be sent again with its key. While"
                                        + " the first request is still being answered, a second one waits for it; after "
                                        + IdempotencyFilter.MAX_WAIT.toSeconds()
                                        + " seconds it is a 409 idempotency-key-in-use with Retry-After."));
            }
        });
    }
}
