FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY models models
COPY storage storage
RUN /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
# Names of genres may be Chinese, Japanese or Korean; Matplotlib's own font has no such letters.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-droid-fallback \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data cratemate && install -d -o cratemate /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    CRATEMATE_DATABASE=/data/cratemate.sqlite \
    CRATEMATE_CATALOGUE=/data/catalogue \
    CRATEMATE_WEB_HOST=0.0.0.0 \
    CRATEMATE_WEB_PORT=8888
USER cratemate
WORKDIR /data
VOLUME /data
# 9464 where CRATEMATE_METRICS_PORT says so.
EXPOSE 8888 9464
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8888/healthz', timeout=4)"]
ENTRYPOINT ["cratemate"]
CMD ["run"]
