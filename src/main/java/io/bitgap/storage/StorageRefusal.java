package io.bitgap.storage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What would be stored for long is refused while the database may not keep it; everything else goes on. */
@Configuration(proxyBeanMethods = false)
class StorageRefusal implements WebMvcConfigurer, HandlerInterceptor {
    private final StorageTroubles troubles;

    StorageRefusal(StorageTroubles troubles) {
        this.troubles = troubles;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/experiments", "/networks", "/published", "/runs/*/again");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("POST")) {
            troubles.requireDatabase();
        }
        return true;
    }
}
