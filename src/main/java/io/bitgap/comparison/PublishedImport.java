package io.bitgap.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports the cited numbers that ship with Bitgap at every start; it is idempotent and leaves alone what people have added.
 */
@Component
class PublishedImport implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedImport.class);
    private final PublishedNumbers numbers;
    private final TransactionOperations transaction;
    private final JsonMapper json;

    PublishedImport(PublishedNumbers numbers, TransactionOperations transaction, JsonMapper json) {
        this.numbers = numbers;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        List<PublishedNumber> shipped;
        try (InputStream file = new ClassPathResource("published/published-results.json").getInputStream()) {
            shipped = json.readValue(file, new TypeReference<List<PublishedNumber>>() {});
        }
        transaction.executeWithoutResult(status -> shipped.forEach(numbers::ship));
        LOG.info("{} published numbers are in the database", shipped.size());
    }
}
