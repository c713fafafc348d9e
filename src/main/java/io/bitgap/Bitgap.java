package io.bitgap;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service; which parts run is decided by {@code BITGAP_ROLE} (all, web, worker). */
@SpringBootApplication
public class Bitgap {
    public static void main(String[] args) {
        SpringApplication.run(Bitgap.class, args);
    }
}
