package io.bitgap.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * After an answer, whoever still sends a body that nobody has read gets a moment to end and to read the answer; then the connection is
 * closed. Tomcat itself would wait for each byte of it, on a thread that every request needs.
 */
final class UnreadBodyValve extends ValveBase {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int BYTES = 2 << 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private UnreadBodyValve() {
        super(true);
    }

    @Component
    static class Customizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
        @Override
        public void customize(ConfigurableTomcatWebServerFactory factory) {
            factory.addEngineValves(new UnreadBodyValve());
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        org.apache.coyote.Request wire = request.getCoyoteRequest();
        if (isRead(wire)) {
            return;
        }
        if (!request.isAsync()) {
            response.finishResponse();
            readWhatComes(wire);
        }
        if (!isRead(wire)) {
            wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static void readWhatComes(org.apache.coyote.Request wire) throws IOException {
        long end = System.nanoTime() + MOMENT.toNanos();
        Dropped dropped = new Dropped();
        for (int bytes = 0; bytes < BYTES && System.nanoTime() < end && !isRead(wire); ) {
            wire.action(ActionCode.AVAILABLE, true);
            if (wire.getAvailable() <= 0) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            } else {
                bytes += Math.max(0, wire.doRead(dropped));
            }
        }
    }

    private static boolean isRead(org.apache.coyote.Request wire) {
        AtomicBoolean read = new AtomicBoolean();
        wire.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    /** Tomcat hands its own buffer over, which is left as it is. */
    private static final class Dropped implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer next) {
            buffer = next;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // nothing is kept
        }
    }
}
