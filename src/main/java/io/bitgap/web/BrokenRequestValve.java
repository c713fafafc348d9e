package io.bitgap.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Lets our error page answer what Tomcat refuses before it looks at the address: requests that are no proper HTTP, or too long. They belong to no
 * application, so that Tomcat would answer with a page of its own.
 */
final class BrokenRequestValve extends ValveBase {
    private static final String TOO_LONG =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");

    private BrokenRequestValve() {
        super(true);
    }

    /** Puts it in front of everything. */
    @Component
    static class Customizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
        @Override
        public void customize(ConfigurableTomcatWebServerFactory factory) {
            factory.addEngineValves(new BrokenRequestValve());
            // nothing depends on the language, so that no Accept-Language is a failure; Tomcat takes 10 languages
            factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getContext() == null && request.getHost() != null) {
            request.getMappingData().context = (Context) request.getHost().findChildren()[0];
            if (request.getMethod() == null) {
                request.getCoyoteRequest().setMethod("GET"); // filters may rely on there being one
            }
            forgetUnreadHeaders(request.getCoyoteRequest().getMimeHeaders());
            if (tooMuch(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))) {
                HttpStatus precise = request.getRequestURI() == null
                        ? HttpStatus.URI_TOO_LONG
                        : HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
                response.setStatus(precise.value());
            }
        }
        getNext().invoke(request, response);
    }

    /** The one that could not be read is there by its name, without the value that every reader relies on. */
    private static void forgetUnreadHeaders(MimeHeaders headers) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.getValue(i).isNull()) {
                headers.removeHeader(headers.getName(i).toString());
            }
        }
    }

    /** Too long or too many: Tomcat says 400 to that as well. */
    private static boolean tooMuch(@Nullable Object error) {
        return error instanceof IllegalStateException
                || error instanceof IllegalArgumentException refused && TOO_LONG.equals(refused.getMessage());
    }
}
