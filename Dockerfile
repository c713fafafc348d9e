# Builds Bitgap from this directory and runs it as an unprivileged user, with its data in /data.
FROM docker.io/library/maven:3-eclipse-temurin-17 AS build
# -Pcuda builds for NVIDIA GPUs
ARG MAVEN_PROFILES=
WORKDIR /build
# there is no .git here: --build-arg COMMIT=$(git rev-parse HEAD) tells what manifests are to say of the code
ARG COMMIT=unknown
COPY pom.xml .
COPY .mvn .mvn
COPY frontend-templates frontend-templates
COPY db-migrations db-migrations
COPY src src
# what Maven downloads, for the tests' libraries and the compiler's plugins too, is kept for the next build
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B $MAVEN_PROFILES -DskipTests -Dgit.commit.id="$COMMIT" package \
 && java -Djarmode=tools -jar target/bitgap.jar extract --layers --destination /layers

FROM docker.io/library/eclipse-temurin:17-jre
RUN groupadd --gid 10001 bitgap \
 && useradd --uid 10001 --gid bitgap --create-home bitgap \
 && install --directory --owner=bitgap --group=bitgap /data
WORKDIR /opt/bitgap
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER 10001:10001
# Outside a container the service listens on loopback only; in one, who may reach it is decided by what is published.
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080 BITGAP_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
# bash can speak enough HTTP for this, so that the image needs no curl
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
# In role all the worker is a process of its own, whose options are those of ENTRYPOINT; both together have to fit: its heap is a third of the
# container's memory. Of a role worker this says nothing: there the process itself trains.
ENV BITGAP_WORKER_HEAP=33%
# Tensors live outside the Java heap: unless BITGAP_WORKER_MEMORY says otherwise, a worker takes two thirds of the container's memory for all of
# it, so that a run that needs more fails and says why before the kernel kills the process.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=45", "-Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp", "-jar", "bitgap.jar"]
