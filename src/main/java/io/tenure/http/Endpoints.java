package io.tenure.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/// What the endpoints declare: the roles they allow and the query parameters they read.
///
/// Collected when the endpoints are set up, which a native binary does while it is built.
@Provider
public class Endpoints implements DynamicFeature {
    private static final Map<String, Endpoint> BY_METHOD = new ConcurrentHashMap<>();

    /// @param method `GET`
    /// @param path its template, `/api/v1/drafts/{id}`
    /// @param paths the paths that it stands for
    /// @param readsBody whether it reads a body of some media type
    /// @param roles any of them is enough; empty if it allows none by name
    /// @param queryParameters the types of the query parameters by name
    record Endpoint(
            String method,
            String path,
            Pattern paths,
            boolean readsBody,
            List<String> roles,
            Map<String, Class<?>> queryParameters) {
        static final Endpoint UNKNOWN = new Endpoint("", "", Pattern.compile(""), true, List.of(), Map.of());
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        RolesAllowed allowed = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        if (allowed == null) {
            allowed = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        Map<String, Class<?>> parameters = new LinkedHashMap<>();
        for (Parameter parameter : resource.getResourceMethod().getParameters()) {
            add(parameter, parameter.getType(), parameters);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    add(field, field.getType(), parameters);
                }
            }
        }
        String path = path(resource.getResourceClass()) + path(resource.getResourceMethod());
        BY_METHOD.put(
                key(resource.getResourceClass(), resource.getResourceMethod().getName()),
                new Endpoint(
                        method(resource.getResourceMethod()),
                        path,
                        paths(path),
                        resource.getResourceMethod().isAnnotationPresent(Consumes.class),
                        allowed == null ? List.of() : List.of(allowed.value()),
                        parameters));
    }

    private static void add(AnnotatedElement element, Class<?> type, Map<String, Class<?>> parameters) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            parameters.put(query.value(), type);
        }
    }

    /// The methods that some endpoint of a path has, in alphabetical order; empty if there is no such path.
    static SortedSet<String> methods(String path) {
        SortedSet<String> methods = new TreeSet<>();
        for (Endpoint endpoint : BY_METHOD.values()) {
            if (endpoint.paths.matcher(path).matches()) {
                methods.add(endpoint.method);
                if (endpoint.method.equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return methods;
    }

    /// A parameter is a segment, unless its pattern says otherwise.
    private static Pattern paths(String template) {
        return Pattern.compile(template.replaceAll("\\{\\w+}", "[^/]+")
                .replaceAll("\\{\\w+: *([^}]+)}", "$1")
                .replaceAll("\\.drl$", "\\\\.drl"));
    }

    private static String method(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                return http.value();
            }
        }
        return "";
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    static Endpoint of(SimpleResourceInfo resource) {
        return of(resource.getResourceClass(), resource.getMethodName());
    }

    static Endpoint of(Class<?> resource, String method) {
        return BY_METHOD.getOrDefault(key(resource, method), Endpoint.UNKNOWN);
    }

    private static String key(Class<?> type, String method) {
        return type.getName() + "#" + method;
    }
}
